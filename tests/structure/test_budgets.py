"""Sizes: a function fits a glance, a file fits a sitting."""

from tests.structure.sources import ROOT, functions, percentile, source_files

FUNCTION_P95, FUNCTION_MAX = 30, 60
FILE_P95, FILE_MAX = 300, 400


def test_functions_fit_a_glance() -> None:
    lengths = [function.length for function in functions()]

    assert [f"{f.name}: {f.length}" for f in functions() if f.length > FUNCTION_MAX] == []
    assert percentile(lengths, 0.95) <= FUNCTION_P95


def test_files_fit_a_sitting() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in source_files()}

    too_long = {str(p.relative_to(ROOT)): n for p, n in sizes.items() if n > FILE_MAX}
    assert too_long == {}
    assert percentile(list(sizes.values()), 0.95) <= FILE_P95
