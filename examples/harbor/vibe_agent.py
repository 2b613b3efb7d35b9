"""Agent for Harbor: runs vibe in the container of each task.

    harbor run -d terminal-bench@2.0 --agent-import-path vibe_agent:VibeAgent -m devstral

An archive of vibe is uploaded (VIBE_ARCHIVE, a .tar.gz), so that the container needs no network but to the model.
"""

import json
import os
import shlex
from pathlib import Path

from harbor.agents.base import BaseAgent
from harbor.environments.base import BaseEnvironment
from harbor.models.agent.context import AgentContext

HOME = "/opt/vibe"
LOGS = "/logs/agent/vibe"
PASSED_ON = ("VIBE_BASE_URL", "VIBE_API_KEY", "MISTRAL_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL")


class VibeAgent(BaseAgent):
    """One run of one prompt; nobody is asked, and commands run as the task's container lets them."""

    SUPPORTS_ATIF = False

    @staticmethod
    def name() -> str:
        return "vibe"

    def version(self) -> str | None:
        return os.environ.get("VIBE_VERSION")

    async def setup(self, environment: BaseEnvironment) -> None:
        archive = Path(os.environ["VIBE_ARCHIVE"])
        await environment.upload_file(archive, "/tmp/vibe.tar.gz")
        result = await environment.exec(
            f"mkdir -p {HOME} && tar -xzf /tmp/vibe.tar.gz -C {HOME} --strip-components=1"
            f" && rm /tmp/vibe.tar.gz && {HOME}/bin/vibe --version"
        )
        if result.return_code != 0:
            raise RuntimeError(f"vibe cannot be installed: {result.stdout} {result.stderr}")

    async def run(
        self, instruction: str, environment: BaseEnvironment, context: AgentContext
    ) -> None:
        env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        env["VIBE_HOME"] = "/tmp/vibe-home"
        if self.model_name:
            env["VIBE_MODEL"] = self.model_name
        # The container is the sandbox; the prompt is one word, whatever is in it.
        command = (
            f"{HOME}/bin/vibe -p {shlex.quote(instruction)} --no-stdin --mode auto --sandbox off"
            f" --output json --output-dir {LOGS} > /tmp/vibe-result.json 2> /tmp/vibe-progress.txt;"
            " code=$?; cat /tmp/vibe-result.json; exit $code"
        )
        result = await environment.exec(command, env=env)
        self.read(result.stdout or "", context)

    @staticmethod
    def read(stdout: str, context: AgentContext) -> None:
        """Takes what the run used up from its result record, which is written however it ended."""
        for line in reversed(stdout.splitlines()):
            if line.startswith('{"type":"result"'):
                record = json.loads(line)
                usage = record["usage"]
                context.n_input_tokens = usage["input_tokens"]
                context.n_output_tokens = usage["output_tokens"]
                context.n_cache_tokens = usage["cached_tokens"]
                context.cost_usd = record["cost_usd"]
                context.metadata = {
                    "status": record["status"],
                    "turns": record["turns"],
                    "session_id": record["session_id"],
                }
                return
