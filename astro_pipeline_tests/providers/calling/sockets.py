"""A server of a few lines that answers with whatever bytes a test gives it, as slowly as it says."""

import socket
import threading
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager


@contextmanager
def answering(pieces: Iterable[bytes], *, pause: float = 0.0) -> Generator[str]:
    """Its host:port; each caller is sent these pieces, one after the other, then hung up on."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                caller, _ = listener.accept()
            except TimeoutError:
                continue
            with caller:
                caller.settimeout(5)
                try:
                    caller.recv(65536)
                    for piece in pieces:
                        caller.sendall(piece)
                        if pause:
                            time.sleep(pause)
                        if over.is_set():
                            break
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        thread.join(timeout=10)
        listener.close()


def page(body: bytes, *, length: int | None = None, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer, its length told as it is or otherwise."""
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
