"""Font families by name: only what the visitor's device already has, nothing is ever downloaded."""

FAMILIES = {
    "system": "-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif",
    "grotesque": "'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif",
    "humanist": "Seravek,'PT Sans',Calibri,Candara,'Segoe UI',Ubuntu,sans-serif",
    "geometric": "'Avenir Next',Montserrat,'Century Gothic','URW Gothic',Futura,sans-serif",
    "rounded": "ui-rounded,'SF Pro Rounded',Nunito,Comfortaa,'Arial Rounded MT Bold',sans-serif",
    "book": "'Iowan Old Style','PT Serif','Palatino Linotype',Palatino,'Liberation Serif',serif",
    "editorial": "Charter,'Bitstream Charter',Georgia,Cambria,'Liberation Serif',serif",
    "condensed": "'Roboto Condensed','Arial Narrow','Liberation Sans Narrow',Impact,sans-serif",
}


def stack(name: str) -> str:
    """The CSS value for a family's name; an unknown name is the system's own font."""
    return FAMILIES.get(name, FAMILIES["system"])
