"""Who may open what, written by hand from what each person of the school needs.

One row for each endpoint, in alphabetical order. Roles are spelled out on the right, or by
one of the sets below; a set says who, never why a route exists. Give a new route the smallest
set that its work needs. Objects of somebody else are tested in the rooms that own them.
"""

from shop.kernel.actor import STAFF_ROLES, Role

EVERYBODY = frozenset(Role) - {Role.SYSTEM}
CUSTOMER = frozenset({Role.CUSTOMER})
STUDENT = frozenset({Role.STUDENT})
STAFF = STAFF_ROLES
SCHOOL = STAFF | STUDENT
DIRECTION = frozenset({Role.DIRECTOR, Role.ADMIN})
OFFICE = frozenset({Role.OFFICE}) | DIRECTION  # the direction stands in for the office
WORKSHOP = frozenset({Role.WORKSHOP_TEACHER})  # signs stops, rates at the bench
TEACHERS = frozenset({Role.WORKSHOP_TEACHER, Role.GENERAL_TEACHER})
AGREES = frozenset({Role.WORKSHOP_TEACHER, Role.DIRECTOR})  # takes work on for the workshop

ACCESS: dict[str, frozenset[Role]] = {
    "accounts.home": CUSTOMER,
    "accounts.link": EVERYBODY,
    "accounts.password": CUSTOMER,
    "accounts.sign_in": EVERYBODY,
    "accounts.sign_in_by_password": EVERYBODY,
    "accounts.sign_out": EVERYBODY,
    "accounts.sign_out_everywhere": CUSTOMER,
    "accounts.use_link": EVERYBODY,
    "accounts_staff.add_telephone": STAFF,
    "accounts_staff.clear": AGREES,
    "accounts_staff.close": DIRECTION,
    "accounts_staff.code": EVERYBODY,
    "accounts_staff.forget_telephone": DIRECTION,
    "accounts_staff.forgotten": EVERYBODY,
    "accounts_staff.give_missing_pins": TEACHERS | DIRECTION,
    "accounts_staff.give_pin": TEACHERS | DIRECTION,
    "accounts_staff.group": TEACHERS | DIRECTION,
    "accounts_staff.groups": TEACHERS | DIRECTION,
    "accounts_staff.invitation": EVERYBODY,
    "accounts_staff.invite": DIRECTION,
    "accounts_staff.new_staff": DIRECTION,
    "accounts_staff.own_account": STAFF,
    "accounts_staff.reopen": DIRECTION,
    "accounts_staff.sign_in": EVERYBODY,
    "accounts_staff.sign_out": EVERYBODY,
    "accounts_staff.sign_out_everywhere": STAFF,
    "accounts_staff.staff": DIRECTION,
    "accounts_staff.staff_member": DIRECTION,
    "accounts_staff.student": TEACHERS | DIRECTION,
    "accounts_staff.telephone": EVERYBODY,
    "accounts_staff.trail": DIRECTION,
    "accounts_staff.withdraw": AGREES,
    "accounts_staff.workshop": EVERYBODY,
    "accounts_staff.workshop_group": EVERYBODY,
    "accounts_staff.workshop_pin": EVERYBODY,
    "configurations.gate": EVERYBODY,
    "configurations.gate_preview": EVERYBODY,
    "configurations.save_gate": EVERYBODY,
    "configurations.show": EVERYBODY,
    "configurations_staff.find": OFFICE | WORKSHOP,
    "exercises_staff.draw_again": TEACHERS,
    "exercises_staff.group": TEACHERS,
    "exercises_staff.index": TEACHERS,
    "exercises_staff.prepare_for_card": TEACHERS,
    "exercises_staff.prepare_for_group": TEACHERS,
    "exercises_staff.print_pack": TEACHERS,
    "exercises_staff.show": TEACHERS,
    "health.healthz": EVERYBODY,
    "health.readyz": EVERYBODY,
    "school_staff.confirm": DIRECTION,
    "school_staff.hours": OFFICE,
    "school_staff.identity": DIRECTION,
    "school_staff.law": DIRECTION,
    "school_staff.law_param": DIRECTION,
    "school_staff.publication": DIRECTION,
    "school_staff.vat": DIRECTION,
    "school_staff.withdraw": DIRECTION,
    "storefront.family": EVERYBODY,
    "storefront.home": EVERYBODY,
    "storefront.product": EVERYBODY,
    "storefront.search": EVERYBODY,
    "style.error": EVERYBODY,
    "style.show": EVERYBODY,
    "stylesheet": EVERYBODY,
    "tyres.decoder": EVERYBODY,
    "tyres.index": EVERYBODY,
    "tyres.service": EVERYBODY,
    "visits.begin": EVERYBODY,
    "visits.change_services": EVERYBODY,
    "visits.check": EVERYBODY,
    "visits.choose_slot": EVERYBODY,
    "visits.resume": EVERYBODY,
    "visits.services": EVERYBODY,
    "visits.set_vehicle": EVERYBODY,
    "visits.slots": EVERYBODY,
    "visits.start": EVERYBODY,
    "visits.vehicle": EVERYBODY,
}
