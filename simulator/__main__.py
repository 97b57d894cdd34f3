"""`python -m simulator --port N --token T`: the local Telegram alone, until it is interrupted."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from simulator import LIFTED, Rules, Simulator, read_people
from simulator.people import PEOPLE


async def _serve(simulator: Simulator, port: int) -> None:
    await simulator.start(port=port)
    print(f"Local Telegram: {simulator.url}", flush=True)  # noqa: T201 - a command's output
    try:
        await asyncio.Event().wait()
    finally:
        await simulator.stop()


def main() -> int:
    """Parse the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A local Telegram on loopback.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument(
        "--token", default="123456:local-simulator-token", help="the bot's token, any of the right form"
    )
    parser.add_argument("--profile", choices=("telegram", "strict"), default="telegram")
    parser.add_argument("--seed", type=int, default=1, help="for ids that repeat from run to run")
    parser.add_argument("--name", default="Local bot", help="the bot's name in the chat")
    parser.add_argument("--username", default="local_sim_bot", help="the bot's @name, without the @")
    parser.add_argument("--lifted", action="store_true", help="no flood limits, for load tests")
    parser.add_argument(
        "--people", type=Path, help="a JSON list of [key, first name, note, language] instead of ours"
    )
    args = parser.parse_args()
    rules = LIFTED if args.lifted else Rules()
    simulator = Simulator(
        args.token,
        profile=args.profile,
        seed=args.seed,
        rules=rules,
        names={"": args.name},
        username=args.username,
        people=read_people(args.people) if args.people else PEOPLE,
    )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(simulator, args.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
