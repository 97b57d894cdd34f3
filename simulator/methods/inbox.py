"""How updates reach the bot: getUpdates, and the setting of a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import ApiError
from simulator.methods.registry import method

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.world import World

Json = dict[str, Any]


@method("getUpdates")
async def get_updates(world: World, args: Args) -> list[Json]:
    """Return waiting updates; wait for them if there are none."""
    if world.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    world.updates.allow(args.json("allowed_updates", "allowed updates"))
    return await world.updates.poll(args.integer("offset"), args.integer("limit", 100), args.integer("timeout"))


@method("setWebhook")
def set_webhook(world: World, args: Args) -> bool:
    """Let updates be delivered to an address. Returns True."""
    world.webhook.set(args)
    return True


@method("deleteWebhook")
def delete_webhook(world: World, args: Args) -> bool:
    """Go back to getUpdates. Returns True."""
    world.webhook.delete(drop=args.flag("drop_pending_updates"))
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, args: Args) -> Json:  # noqa: ARG001 - one signature for all
    """Return WebhookInfo."""
    return world.webhook.info()
