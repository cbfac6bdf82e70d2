"""What the assistant does with one message outside a form: commands, menus, queues. Channel-neutral."""
