"""What identifies a content: the SHA-256 of its canonical JSON."""

import hashlib
import json
from typing import Any

from schemas.base import Model


def digest_of(model: Model) -> str:
    """The digest of a model."""
    return digest_of_json(model.model_dump(mode="json"))


def digest_of_json(value: Any) -> str:
    """The digest of a JSON value: sorted keys, no blanks, UTF-8 as it is; 64 hexadecimal digits."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
