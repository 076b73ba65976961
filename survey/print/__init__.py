"""Everything on paper is set by typst. Text reaches a template only as JSON, never pasted into its source."""

import json
from pathlib import Path

import typst

from survey.errors import Refused

# The first that the machine has is used; without any, typst would print empty boxes and say so only in warnings.
CHINESE_FONTS = ("Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")


def typeset(template: str, facts: dict) -> bytes:
    source = Path(__file__).with_name(template).read_bytes()
    content = json.dumps({**facts, "fonts": CHINESE_FONTS})
    pdf, warnings = typst.compile_with_warnings(source, pdf_standards=["ua-1"], sys_inputs={"facts": content})
    if missing_fonts(warnings) >= len(CHINESE_FONTS):
        raise Refused("no_chinese_font")
    return pdf


def missing_fonts(warnings: list) -> int:
    return sum("unknown font family" in str(warning) for warning in warnings)
