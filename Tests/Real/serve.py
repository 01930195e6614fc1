#!/usr/bin/env python3
"""Serves a GGUF with llama.cpp's own HTTP server, as the wheel xllamacpp carries it.

Prints `ready URL` once the model is loaded, and serves until SIGTERM, SIGINT, or, with
--with-parent, until its parent ends.
"""

import argparse
import ctypes
import os
import signal

REASONING = ("auto", "deepseek", "deepseek-legacy", "none")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a GGUF file")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--alias", help="the model's name, usually its file's")
    parser.add_argument("--key-env", metavar="NAME", help="the variable that holds the API key to ask for")
    parser.add_argument("--context", type=int, default=0, help="tokens for each slot, 0 as the model says")
    parser.add_argument("--slots", type=int, default=1, help="requests served at a time")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--reasoning-format", choices=REASONING, default="deepseek")
    parser.add_argument("--no-jinja", action="store_true", help="as llama-server without --jinja")
    parser.add_argument("--chat-template-file", metavar="FILE", help="a template instead of the model's")
    parser.add_argument("--with-parent", action="store_true", help="end when the parent does (Linux)")
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
    ends = {signal.SIGTERM, signal.SIGINT}
    # Blocked before llama.cpp starts its threads, which inherit the mask: sigwait then gets them.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    if options.with_parent:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    import xllamacpp as xlc

    server = xlc.Server(parameters(xlc, options))  # returns when the model is loaded
    print(f"ready {server.listening_address}/v1", flush=True)
    signal.sigwait(ends)
    os._exit(0)


if __name__ == "__main__":
    main()
