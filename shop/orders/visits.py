"""The vehicle of a tyre visit that was ordered."""

from shop.orders.domain import OrderView
from shop.tyres.domain.vehicles import Vehicle


def vehicle_of(order: OrderView) -> Vehicle | None:
    """Return the vehicle a tyre visit is for."""
    for line in order.root_lines:
        if "vehicle" in line.spec:
            return Vehicle.from_data(line.spec["vehicle"])
    return None
