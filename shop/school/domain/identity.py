"""Who sells: the identity that law asks for on every document and page."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolIdentity:
    """The seller as documents name it; an empty text means "not given yet".

    `iban` and `siren`, `siret`, `vat_number` are kept without spaces. `eco_register` is the
    unique identifier of the producer (art. L541-10-13 C. env.), `sells_fitting` tells that
    the school also fits what it makes at the customer's, which asks for a ten-year insurance.
    """

    brand: str
    legal_name: str
    legal_form: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    siren: str = ""
    siret: str = ""
    rna: str = ""
    vat_number: str = ""
    phone: str = ""
    email: str = ""
    publication_director: str = ""
    host_name: str = ""
    host_address: str = ""
    host_phone: str = ""
    mediator_name: str = ""
    mediator_address: str = ""
    mediator_url: str = ""
    sells_fitting: bool = False
    insurer: str = ""
    insurance_contract: str = ""
    insurance_territory: str = ""
    insurance_activities: str = ""
    eco_register: str = ""
    terms_version: str = ""
    iban: str = ""
    bic: str = ""

    @property
    def address_lines(self) -> tuple[str, ...]:
        """Return the postal address, one line each, without empty lines."""
        town = f"{self.postcode} {self.city}".strip()
        return tuple(line for line in (self.street, town) if line)

    @property
    def has_transfer_account(self) -> bool:
        """Tell whether customers can pay by bank transfer."""
        return bool(self.iban)


IDENTITY_FIELDS = tuple(field.name for field in fields(SchoolIdentity))
"""Names of the fields, as the table and the form know them too."""
