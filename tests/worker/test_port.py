"""Ports that are claimed are nobody else's, in this process and in others."""

import socket
import subprocess
import sys

from worker.port import Port

HOST = "127.0.0.1"


def listening() -> socket.socket:
    """Something that listens at a port."""
    return socket.create_server((HOST, 0))


def test_a_wanted_port_is_given_once() -> None:
    first = Port.free(HOST)
    second = Port.free(HOST, first.number)
    assert second.number != first.number
    first.release()
    again = Port.free(HOST, first.number)
    assert again.number == first.number
    again.release()
    second.release()


def test_a_port_where_somebody_listens_is_not_free() -> None:
    with listening() as server:
        taken = server.getsockname()[1]
        port = Port.free(HOST, taken)
        assert port.number != taken
        port.release()


def test_another_process_s_claim_ends_with_it() -> None:
    code = (
        "import sys; from worker.port import Port; "
        "port = Port.free('127.0.0.1'); print(port.number, flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    claimed = int(other.stdout.readline())
    port = Port.free(HOST, claimed)
    assert port.number != claimed
    port.release()
    other.kill()
    other.communicate()
    port = Port.free(HOST, claimed)
    assert port.number == claimed
    port.release()
