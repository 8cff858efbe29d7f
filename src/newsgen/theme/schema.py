"""What a theme.toml may hold, and its checks: loaded only if one is not plainly right."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from newsgen.theme.declaration import Kind


class Option(BaseModel):
    """An option that a theme declares."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Kind
    default: Any
    description: str = ""


class About(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    description: str = ""
    extends: str | None = None


class Contrast(BaseModel):
    """Pairs of custom properties: what stands on what, and the least contrast."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pairs: list[tuple[StrictStr, StrictStr, Annotated[float, Field(ge=1, le=21)]]]


class Declaration(BaseModel):
    """The content of theme.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    theme: About
    options: dict[str, Option] = Field(default_factory=dict)
    contrast: Contrast = Contrast(pairs=[])
