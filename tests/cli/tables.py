"""Reading the tables that the command line prints, as eyes do: by where their columns stand."""

from collections.abc import Sequence

from rich.cells import cell_len


def read_table(lines: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table by its headings; between columns two cells are blank in every line.

    A table whose columns are not aligned, wide characters counted as two, cannot be read.
    """
    grid = [_in_cells(line) for line in lines]
    width = max(map(len, grid))
    grid = [row.ljust(width) for row in grid]
    blank = "".join("." if all(row[at] == " " for row in grid) else "#" for at in range(width))
    columns: list[tuple[int, int]] = []
    end = 0
    for block in blank.split(".."):
        start, end = end, end + len(block) + 2
        if "#" in block:
            columns.append((start, end))
    heading, *rows = ([row[slice(*column)] for column in columns] for row in grid)
    return [dict(zip(map(_shown, heading), map(_shown, row), strict=True)) for row in rows]


def _in_cells(line: str) -> str:
    """A line with one character for each cell; a wide one is followed by a filler."""
    return "".join(char + "\0" * (cell_len(char) - 1) for char in line)


def _shown(cell: str) -> str:
    return cell.replace("\0", "").strip()
