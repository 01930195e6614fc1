#!/usr/bin/env python3
"""Copies bytes between a client and a server, and answers `GET /health` itself with 200.

vllm-router asks its workers for /health and shows no key; the reference server has no such path.
Prints the port it listens on, and serves until it is killed.

  healthy.py SERVER_PORT
"""

import asyncio
import sys

HEALTHY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def serve(reader, writer, port):
    upstream = None
    try:
        while data := await reader.read(65536):
            # A client that waits for each answer sends the head of a request at the start of a read.
            if data.startswith(b"GET /health "):
                writer.write(HEALTHY)
                continue
            if upstream is None:
                back, upstream = await asyncio.open_connection("127.0.0.1", port)
                copying = asyncio.create_task(copy(back, writer))
            upstream.write(data)
            await upstream.drain()
    except ConnectionError:
        pass
    finally:
        if upstream:
            upstream.close()
            await copying
        writer.close()


async def main():
    port = int(sys.argv[1])
    server = await asyncio.start_server(lambda r, w: serve(r, w, port), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
