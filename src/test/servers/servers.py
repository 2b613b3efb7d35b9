#!/usr/bin/env python3
"""servers.py MODEL.gguf: runs real servers for the tests of the package dev.vibe.servers.

Reads one JSON object a line from standard input and answers each with one line: {"do": "start", "template": FILE or
"", "context": TOKENS} gives {"address": URL}, "stop" ends the server of an "address", and "judge" gives what
mistral-common's validators say against a request's "body" and what the request and each result of a tool in it cost
in tokens of a Mistral model. It ends, with its servers, when standard input does.
"""
import json
import os
import pathlib
import sys
import urllib.request

import xllamacpp

SERVERS = {}
TOKENIZER = []
# Of the Devstral models, old and new.
VERSIONS = ("v11", "v13", "v15")


def start(template, context):
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.port = 0
    params.n_ctx = context
    params.n_parallel = 1
    params.use_jinja = True
    params.endpoint_slots = True
    params.warmup = False
    params.verbosity = 0
    # Not made to fit the memory of the machine: the window is what the test asks for.
    params.fit_params = False
    if template:
        params.chat_template = pathlib.Path(template).read_text(encoding="utf-8")
    server = xllamacpp.Server(params)
    address = server.listening_address
    # One that is ended before it has answered never ends.
    urllib.request.urlopen(address + "/health").close()
    SERVERS[address] = server
    return {"address": address}


def stop(address):
    del SERVERS[address]
    return {}


def count(text):
    from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

    if not TOKENIZER:
        # Its vocabulary is that of the Devstral models.
        TOKENIZER.append(MistralTokenizer.v3(is_tekken=True).instruct_tokenizer.tokenizer)
    return len(TOKENIZER[0].encode(text, bos=False, eos=False))


def judge(body):
    # Both take a second to load, which only some tests have to wait for.
    from mistral_common.exceptions import MistralCommonException
    from mistral_common.protocol.instruct.request import ChatCompletionRequest
    from mistral_common.protocol.instruct.validator import ValidationMode, get_validator
    from mistral_common.tokens.tokenizers.base import TokenizerVersion

    refusals = []
    request = {name: body[name] for name in ("model", "messages", "tools") if name in body}
    for version in VERSIONS:
        try:
            validator = get_validator(TokenizerVersion(version), ValidationMode.serving)
            validator.validate_request(ChatCompletionRequest.from_openai(**request))
        except (MistralCommonException, ValueError) as refused:
            refusals.append(f"{version}: {refused}")
    if refusals:
        return {"refusals": refusals, "tokens": 0, "results": []}
    messages = body["messages"]
    # What stands around a message is a token or two, and differs from model to model.
    texts = [json.dumps(body.get("tools", [])), *(json.dumps(message.get("tool_calls", "")) for message in messages)]
    texts += [message["content"] for message in messages]
    results = [message["content"] for message in messages if message["role"] == "tool"]
    return {"refusals": [], "tokens": sum(map(count, texts)), "results": [count(text) for text in results]}


def main():
    # The libraries may print; answers have a stream of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        order = json.loads(line)
        work = {"start": start, "stop": stop, "judge": judge}[order.pop("do")]
        answers.write(json.dumps(work(**order)) + "\n")
        answers.flush()
    os._exit(0)


main()
