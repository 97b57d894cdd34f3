"""Settings: the variables of the contract with operators (docs/design.md §5), read once at start."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.values.repetition import Repetition
from bot.values.trust import Exchange, Trust

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"

PACKS, PHRASES = "packs.cache", "phrases.cache"
"""The names of the files that keep parsed packs and compiled phrase lists, in the data and in `COMPILED`."""

PROXIES = ("http", "https", "socks4", "socks5")
LAST_PORT = 65535
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

SECRETS = Path("/run/secrets")
"""Where a container finds secrets as files named like the settings, in small letters (`bot_token`)."""


def home(name: str) -> Path:
    """Return the path of `content` or `quizzes`: in the checkout if there is one, else in the package."""
    beside = ROOT / name
    return beside if beside.is_dir() else DATA / name


class SettingError(Exception):
    """A setting with which the bot cannot run; the message begins with its name and names valid values."""


class Settings(BaseSettings):
    """The operator's settings: from the environment, a file `.env` in the working folder, or secrets of a
    container; the first of these with a value counts. Names and defaults are fixed: scripts rely on them.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",  # `.env` is shared with Compose, which has its own names
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
    )

    bot_token: SecretStr = SecretStr("")
    bot_api_url: str = ""
    database_url: SecretStr = SecretStr("sqlite:///data/bot.sqlite")
    redis_url: SecretStr = SecretStr("")
    packs: str = ""
    key_file: Path = Path("data/bot.key")
    backups: Path | None = None
    """The folder in which backups lie, so that their age and its free disk are measured."""
    admin_ids: str = ""
    operator_name: str = ""
    operator_contact: str = ""
    bot_proxy: SecretStr = SecretStr("")
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    listen: str = ""
    public_url: str = ""
    client_header: str = Field(default="", pattern=r"^[A-Za-z0-9-]*$")
    """The header in which the operator's own proxy names the client, such as `X-Forwarded-For`; its last
    address counts."""
    allow_unreviewed: bool = False
    log_level: str = "INFO"
    send_rate: int = Field(default=30, ge=2, le=1000)
    """Messages a second; 30 is what Telegram allows without paying."""
    paid_rate: int = Field(default=0, ge=0, le=1000)
    """Messages a second of a paid broadcast; 0: no paid broadcast."""
    repetition: Repetition = Repetition.SPACED
    """How missed questions come back."""
    exchange: str = ""
    """Addresses of a repository of packs and its mirrors, with spaces between them."""
    exchange_root: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """The sha256 of the repository's first root, 64 characters, which the alliance tells by another way."""
    exchange_trust: Trust = Trust.REVIEWED
    """What is shown of harmless items from elsewhere: reviewed ones, or all of its partners'."""
    inline_check: bool = False
    """Whether text pasted behind the bot's name in any chat is checked."""

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        number, _, secret = value.get_secret_value().partition(":")
        if value.get_secret_value() and not (number.isdigit() and secret):
            raise ValueError("it looks like 123456789:letters; BotFather gives it")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in LEVELS:
            raise ValueError(f"it is one of {', '.join(LEVELS)}")
        return value.upper()

    @field_validator("bot_api_url", "public_url", "webhook_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not _reaches(value, ("http", "https")):
            raise ValueError("an address is https://host or http://host")
        return value

    @field_validator("bot_proxy")
    @classmethod
    def _proxy(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _reaches(value.get_secret_value(), PROXIES):
            raise ValueError(
                f"a proxy is {', '.join(PROXIES)} with host and port, such as socks5://127.0.0.1:1080"
            )
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
            raise ValueError("Telegram takes at most 256 letters, digits, _ and - (setWebhook)")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if value and not (port.isdecimal() and 0 < int(port) <= LAST_PORT and " " not in host):
            raise ValueError("an address to listen on is host:port, such as 0.0.0.0:8080")
        return value

    def pack_roots(self) -> tuple[Path, ...]:
        """Return the folders that hold packs."""
        if self.packs:
            return tuple(Path(root) for root in self.packs.split(":") if root)
        return (home("content"), home("quizzes"))

    def admins(self) -> frozenset[int]:
        """Return the Telegram ids of organisers.

        Errors: ValueError when one is not a number.
        """
        words = [word.strip() for word in self.admin_ids.split(",") if word.strip()]
        if not all(word.isdigit() for word in words):
            raise ValueError("ADMIN_IDS: Telegram ids are numbers, with commas between them")
        return frozenset(map(int, words))

    @property
    def scaled(self) -> bool:
        """Whether several processes serve the bot together: Redis is what they share."""
        return bool(self.redis_url.get_secret_value())

    def check_mode(self) -> None:
        """Check the settings that the scaled mode needs.

        Errors: ValueError with the name of the setting.
        """
        if not self.scaled:
            return
        if not self.redis_url.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("REDIS_URL: an address of Redis is redis://host:6379/0 (rediss:// with TLS)")
        if self.database_url.get_secret_value().startswith("sqlite"):
            raise ValueError("REDIS_URL is set: the scaled mode keeps people in PostgreSQL, set DATABASE_URL")
        if not self.webhook_url:
            raise ValueError("REDIS_URL is set: in the scaled mode Telegram brings updates, set WEBHOOK_URL")

    @property
    def bulk_rate(self) -> int:
        """How many tips, days of campaigns and tasks may go out a second."""
        return self.paid_rate or self.send_rate

    @property
    def listens(self) -> bool:
        """Whether the bot opens a port: for a webhook, or because LISTEN asks for health and metrics."""
        return bool(self.listen or self.webhook_url)

    def listen_on(self) -> tuple[str, int]:
        """Return host and port to listen on; all addresses and 8080 if LISTEN does not say."""
        host, _, port = self.listen.rpartition(":")
        return host or "0.0.0.0", int(port or 8080)  # noqa: S104 - inside a container, behind a proxy with TLS

    def projector(self) -> str:
        """Return the outside address of the web edge, for the projector's page of a live quiz: PUBLIC_URL, else
        the webhook's; empty if the bot does not listen or has no such address.
        """
        hook = urlsplit(self.webhook_url)
        public = self.public_url or (f"https://{hook.netloc}" if hook.netloc else "")
        return public.rstrip("/") if self.listens else ""

    def database_file(self) -> Path | None:
        """Return the file of an SQLite database; None for PostgreSQL, whose disk is not ours to see."""
        address = self.database_url.get_secret_value()
        return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:///") else None

    def cache_file(self) -> Path:
        """Return the file that caches parsed packs: beside the key, in the data folder, or in the working folder
        if that one is read-only (a key mounted as a secret). It may be deleted any time.
        """
        folder = self.key_file.parent
        writable = not folder.is_dir() or os.access(folder, os.W_OK)
        return (folder if writable else Path()) / PACKS

    def check_exchange(self) -> None:
        """Check that a repository comes with its first root.

        Errors: ValueError with the name of the setting.
        """
        if bool(self.exchange) != bool(self.exchange_root):
            raise ValueError("EXCHANGE and EXCHANGE_ROOT belong together: the alliance tells both")
        if not all(_reaches(address, ("http", "https")) for address in self.exchange.split()):
            raise ValueError("EXCHANGE: an address is https://host or http://host, mirrors with spaces between")

    def exchange_kept(self) -> Exchange:
        """Return what these settings say of packs from elsewhere. These lie beside the cache of packs; lost, they
        are fetched again, but what was chosen has to be chosen again.
        """
        folder = self.cache_file().with_name("exchange")
        return Exchange(folder, self.exchange_trust, self.exchange, self.exchange_root)

    def operator(self) -> str:
        """Return the person or organisation responsible for the data, for `/privacy`; empty if the operator has
        not said.
        """
        return ", ".join(part for part in (self.operator_name, self.operator_contact) if part)


def _reaches(address: str, schemes: tuple[str, ...]) -> bool:
    """Whether an address has one of these schemes, a host, and a possible port."""
    try:
        parts = urlsplit(address)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
