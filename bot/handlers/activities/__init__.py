"""Activities: classes, fairs, inspections; made from a duty of the plan, with guests who answer."""
