"""The cache of whole pages."""

from shop.web.page_cache import KeptPage, PageCache


def page(name: str) -> KeptPage:
    return KeptPage(name.encode(), b"", name)


def test_the_page_asked_least_recently_goes_first() -> None:
    cache = PageCache(capacity=2)
    for name in ("a", "b"):
        cache.put(name, page(name))
    cache.get("a")

    cache.put("c", page("c"))

    assert [cache.get(name) is not None for name in "abc"] == [True, False, True]
