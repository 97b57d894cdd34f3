"""`python -m bot`: hands over to the command line."""

import gc


def main() -> None:
    """Run the command line. Looking for garbage during the imports would take a tenth of a short command."""
    gc.disable()
    from bot.cli import main as run_commands  # noqa: PLC0415 - this import is what is done without it

    gc.freeze()
    gc.enable()
    run_commands()


if __name__ == "__main__":
    main()
