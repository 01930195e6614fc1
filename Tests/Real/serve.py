#!/usr/bin/env python3
"""Serves a GGUF file with llama.cpp's own HTTP server, which is part of the package xllamacpp.

Prints `ready URL` when the model is loaded, and serves until SIGTERM or SIGINT. With
--with-parent it also stops when its parent process ends.
"""

import argparse
import ctypes
import os
import signal

REASONING = ("auto", "deepseek", "deepseek-legacy", "none")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a GGUF file")
    parser.add_argument("--port", type=int, default=0, help="0 selects a free port")
    parser.add_argument("--alias", help="the model's name, by default the name of its file")
    parser.add_argument("--key-env", metavar="NAME", help="the variable that contains the required API key")
    parser.add_argument("--context", type=int, default=0, help="tokens for each slot; 0 uses the value of the model")
    parser.add_argument("--slots", type=int, default=1, help="concurrent requests")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--reasoning-format", choices=REASONING, default="deepseek")
    parser.add_argument("--no-jinja", action="store_true", help="same as llama-server without --jinja")
    parser.add_argument("--chat-template-file", metavar="FILE", help="a template to use instead of the model's")
    parser.add_argument("--with-parent", action="store_true", help="stop when the parent process ends (Linux)")
    return parser.parse_args()


def parameters(xlc, options):
    params = xlc.CommonParams()
    params.model.path = options.model
    params.hostnames = ["127.0.0.1"]
    params.port = options.port
    params.ui = False
    params.n_parallel = options.slots
    params.n_ctx = options.context * options.slots
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.use_jinja = not options.no_jinja
    params.reasoning_format = getattr(
        xlc.common_reasoning_format,
        "COMMON_REASONING_FORMAT_" + options.reasoning_format.upper().replace("-", "_"),
    )
    if options.alias:
        params.model_alias = {options.alias}
    if options.key_env:
        params.api_keys = [os.environ[options.key_env]]
    if options.chat_template_file:
        with open(options.chat_template_file, encoding="utf-8") as file:
            params.chat_template = file.read()
    return params


def main():
    options = arguments()
    end_signals = {signal.SIGTERM, signal.SIGINT}
    # The threads of llama.cpp inherit this mask, so that sigwait receives the signals.
    signal.pthread_sigmask(signal.SIG_BLOCK, end_signals)
    if options.with_parent:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    import xllamacpp as xlc

    server = xlc.Server(parameters(xlc, options))  # returns when the model is loaded
    print(f"ready {server.listening_address}/v1", flush=True)
    signal.sigwait(end_signals)
    os._exit(0)


if __name__ == "__main__":
    main()
