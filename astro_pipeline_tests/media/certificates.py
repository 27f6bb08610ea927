"""A certificate chain made for a test: a root nobody trusts, and a leaf that may sign documents."""

from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from astro_pipeline.media.credentials import Signer

_FROM = datetime(2026, 1, 1)  # noqa: DTZ001 -- certificates are dated in UTC


@cache
def signer() -> Signer:
    """Somebody who signs."""
    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    over = _certificate("Root", root, "Root", root, authority=True)
    under = _certificate("Leaf", leaf, "Root", root, authority=False)
    return Signer(
        certificates=b"".join(each.public_bytes(serialization.Encoding.PEM) for each in (under, over)),
        key=leaf.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    signing: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(1 if authority else 2)
        .not_valid_before(_FROM)
        .not_valid_after(_FROM + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(authority=authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not authority:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
        builder = builder.add_extension(purpose, critical=False).add_extension(above, critical=False)
    return builder.sign(signing, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    given = ((NameOID.COMMON_NAME, common), (NameOID.ORGANIZATION_NAME, "A test"))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in given])
