"""Where `phaseline` begins and ends as a process."""

import os
import sys
from contextlib import suppress

from cli.loading import loading


def main() -> None:
    """Run the command line; see `cli.exits` for how it ends."""
    code: object = 0
    # pydantic looks through all that is installed for plugins of its own, at every call: we have none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        # Loading takes a moment, in which Ctrl-C is as good as later.
        with loading():
            from cli.exits import ExitCode  # noqa: PLC0415
            from cli.help import ROOT  # noqa: PLC0415
            from cli.paper import OutputLost  # noqa: PLC0415
            from cli.root import app  # noqa: PLC0415
            from cli.streams import prepare_streams  # noqa: PLC0415

        prepare_streams()
        try:
            app(prog_name=ROOT)
        except OutputLost as lost:  # of a help, or of what was to be said of a failure
            code = ExitCode.NO_ANSWER
            with suppress(OSError):
                sys.stderr.write(f"{lost}\n")
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = 130
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # what could not be written was said already
            stream.flush()
    # Without Python's own farewell: a thread of Temporal's core that still has something to hand
    # over to an interpreter that is going would abort the process.
    os._exit(code if isinstance(code, int) else 1)
