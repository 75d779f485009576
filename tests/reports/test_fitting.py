"""A text that is composed always fits, and says what was left out of it."""

from hypothesis import given
from hypothesis import strategies as st

from reports.fitting import Line, Room, fitted, shortened

WRITTEN = st.text('ab 汉🙂\n"', min_size=1, max_size=2000)


def lines_of(texts: list[str]) -> list[Line]:
    return [lambda width, text=text: shortened(text, width) for text in texts]  # type: ignore[misc]


def ending(left_out: int) -> str:
    return f"(cut, {left_out} left out)"


@given(st.lists(WRITTEN, min_size=1, max_size=30), st.text("汉", max_size=2000))
def test_a_text_fits_and_owns_up_to_what_is_cut(texts: list[str], correction: str) -> None:
    room = Room.beside(correction)
    text = fitted(lines_of(texts), ending, room)

    assert room.holds(text)
    assert (text == "\n".join(texts)) is room.holds("\n".join(texts))
    assert text == "\n".join(texts) or text.endswith(ending(0))


def test_long_lines_are_cut_alike_and_short_ones_stay() -> None:
    *shown, last = fitted(lines_of(["short", "a" * 3000, "b" * 2999]), ending, Room.beside()).split(
        "\n"
    )

    assert last == ending(0)
    assert shown[0] == "short"
    assert {len(line) for line in shown[1:]} == {1987}
    assert all(line.endswith("…") for line in shown[1:])


def test_where_a_few_words_of_each_have_no_room_the_last_are_left_out() -> None:
    texts = [f"{number} {'x' * 100}" for number in range(1000)]
    *shown, last = fitted(lines_of(texts), ending, Room.beside()).split("\n")

    assert last == ending(1000 - len(shown))
    assert [line.split()[0] for line in shown] == [str(number) for number in range(len(shown))]
    assert all(len(line) == 20 for line in shown)


def test_there_is_no_room_for_what_is_too_large_in_bytes_alone() -> None:
    text = "汉" * 3900
    assert Room.beside().holds(text)
    assert not Room.beside("字" * 2000).holds(text)
