"""What keeps the installation running and tells the administrators: health, alarms, the nightly backup."""
