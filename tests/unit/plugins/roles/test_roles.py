"""What a plug-in can be."""

from newsgen.config.plugins import PluginSettings
from newsgen.plugins.roles import FIELD, FILTER, ROLES, RULE


def test_each_role_has_a_setting_and_a_group_of_entry_points() -> None:
    assert [role.setting for role in ROLES] == list(PluginSettings.__dataclass_fields__)
    groups = [role.group for role in (FILTER, RULE, FIELD)]
    assert groups == ["newsgen.filters", "newsgen.rules", "newsgen.fields"]
