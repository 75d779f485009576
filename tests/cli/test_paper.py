"""What is written looks as it was meant, whoever wrote it."""

import io

from rich.text import Text
from rich.tree import Tree

from cli.output import indented
from cli.paper import Paper
from cli.table import Column, print_table


def printed(*things: object, width: int = 20) -> list[str]:
    """The lines of what is printed on a narrow terminal."""
    file = io.StringIO()
    Paper(file=file, width=width).print(*things)
    return file.getvalue().splitlines()


def test_people_s_words_do_not_command_a_terminal() -> None:
    assert printed(Text("red\x1b[31m\x07\x9b2J\x7f")) == ["red␛[31m\ufffd2J␡"]
    assert printed(Text("one\n\ttwo")) == ["one", "        two"]


def test_texts_flow_wherever_they_stand() -> None:
    tree = Tree(Text("学习"))
    tree.add(Text("组织和党员摸清底数，软弱涣散组织"))
    assert printed(tree) == ["学习", "└── 组织和党员摸清底", "    数，软弱涣散组织"]
    assert printed(indented(Text("one two three four five"))) == [
        "  one two three four",
        "  five",
    ]


def test_a_pipe_has_no_end() -> None:
    file = io.StringIO()
    Paper(file=file).print(Text("很长 " * 20_000))
    print_table(Paper(file=file), (Column("what"),), [("\x1b[2J\tlong " * 2_000,)])
    assert file.getvalue().count("\n") == 3
