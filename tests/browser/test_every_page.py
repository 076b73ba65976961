import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/staff/sign-in", "/staff/invitation", "/no-such-page"])
@pytest.mark.parametrize("dark", [False, True])
def test_a_page_can_be_read_by_everyone(open_page, accessible, community, path, dark):
    page = open_page(path, dark=dark)
    accessible(page)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text() in page.title()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
