"""What the package brings along, read on import: for the process from which bots are forked."""

from __future__ import annotations

from bot.chat.views import find_views
from bot.help.help_book import package_book
from bot.values.phrases import package_phrases

find_views()
package_phrases()
package_book()
