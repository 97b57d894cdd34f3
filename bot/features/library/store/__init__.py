"""What readers leave behind: flags on cards."""
