"""Names of cells: A1 and back."""

from __future__ import annotations


def column_name(column: int) -> str:
    """The letters of a column that counts from 1.

    >>> column_name(28)
    'AB'
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, counted from 1; more than four letters count as four.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """The name of a cell; row and column count from 1.

    >>> cell_name(63, 5)
    'E63'
    """
    return f"{column_name(column)}{row}"


def range_name(top: int, left: int, bottom: int, right: int) -> str:
    """The name of a range, or of its one cell."""
    first, last = cell_name(top, left), cell_name(bottom, right)
    return first if first == last else f"{first}:{last}"


def cells_of(place: str) -> list[str]:
    """The cells of a range in one row or column, or the one cell.

    >>> cells_of("J30:L30"), cells_of("A115")
    (['J30', 'K30', 'L30'], ['A115'])
    """
    first, _, last = place.partition(":")
    corners = []
    for one in (first, last or first):
        letters = one.rstrip("0123456789")
        corners.append((int(one[len(letters) :]), column_number(letters)))
    (top, left), (bottom, right) = corners
    return [
        cell_name(row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
