"""Wishes in residents' own words."""

from flask_babel import lazy_gettext as _

SORTED = _("%(count)s 句归到了“%(theme)s”。")
SORTED_INTO_NONE = _("%(count)s 句不归类。")
NOTHING_LEFT = _("这几句别的同事已经归好了。")
PUT_BACK = _("%(count)s 句放回去了，等着重新归。")
NOTHING_TO_PUT_BACK = _("没有可以放回去的。")
NO_SENTENCE = _("请至少勾一句。")
NO_THEME = _("请选一类，或者写一个新的名称。")
THEME_SAVED = _("“%(theme)s”已经存好。")
LABEL_TAKEN = _("已经有“%(theme)s”这一类了。请换一个名称。")
PLEASE_CHOOSE_THEME = _("请选一类")

FIELDS = {
    "theme": _("归到哪一类"),
    "new_label": _("没有合适的？写一个新的名称"),
    "label": _("名称"),
    "label_en": _("英文名称（可不填）"),
    "keywords": _("居民常说的词"),
    "activities": _("活动名称里的词"),
}
