#!/usr/bin/env python3
"""proxy.py KEY MODEL=BASE_URL…: runs LiteLLM's proxy, without a database, for models behind other endpoints.

Writes its address as one line when it is there, and ends when standard input does.
"""
import json
import os
import socket
import sys
import tempfile
import threading


def configured(key, models):
    # Random text of the real model has no end; YAML takes JSON.
    entries = [
        {
            "model_name": name,
            "litellm_params": {
                "model": f"openai/{name}",
                "api_base": base,
                "api_key": "none",
                "extra_body": {"ignore_eos": True},
            },
        }
        for name, base in models
    ]
    settings = {"model_list": entries, "general_settings": {"master_key": key}, "litellm_settings": {"telemetry": False}}
    file = tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False)
    with file:
        json.dump(settings, file)
    return file.name


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    config = configured(sys.argv[1], [pair.split("=", 1) for pair in sys.argv[2:]])
    # It reaches nobody but the endpoints behind it.
    os.environ.update(CONFIG_FILE_PATH=config, LITELLM_LOCAL_MODEL_COST_MAP="True", NO_PROXY="*")
    import uvicorn
    from litellm.proxy.proxy_server import app

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    answers.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
    answers.flush()
    threading.Thread(target=lambda: (sys.stdin.read(), os.unlink(config), os._exit(0)), daemon=True).start()
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


main()
