"""Small groups are hidden, and so are those by which they could be found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.organisers.hiding import column, hidden
from bot.values.few import FEW

SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), min_size=1)


def test_one_small_group_takes_a_second_with_it() -> None:
    assert hidden({"ru": 40, "en": 3, "kk": 25}) == {"en", "kk"}
    assert hidden({"ru": 40, "en": 30}) == set()
    assert hidden({"ru": 40, "en": 0}) == set()


@given(SIZES)
def test_what_is_hidden_is_no_small_group_together(sizes: dict[str, int]) -> None:
    hide = hidden(sizes)
    assert all(name in hide for name, size in sizes.items() if 0 < size < FEW)
    missing = sum(sizes[name] for name in hide)
    others = [name for name, size in sizes.items() if size and name not in hide]
    assert not hide or not others or (missing >= FEW and len(hide) > 1)


@given(SIZES, st.data())
def test_a_measure_tells_of_no_few(sizes: dict[str, int], data: st.DataObject) -> None:
    counts = {name: data.draw(st.integers(0, size)) for name, size in sizes.items()}
    told = column([*sizes], sizes, counts)
    for name, shown in told.items():
        if shown is not None:
            assert shown == counts[name]
            assert not 0 < shown < FEW
            assert not 0 < sizes[name] - shown < FEW
    unseen = [name for name, shown in told.items() if shown is None]
    seen = [name for name, shown in told.items() if shown]
    assert not unseen or not seen or len(unseen) > 1
