import pytest

from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.lexicon import SUPPORT, lexicon, lexicons
from astro_pipeline_tests.quality.briefs import failing, sample_brief

PLANTED = [
    ("en", "superlative", "The world's leading coffee", "A coffee of the world"),
    ("en", "comparison", "Smoother and better than the rest", "Smooth, and then some"),
    ("en", "comparison", "Outperforms every rival", "It performs every day"),
    ("en", "guarantee", "A risk-free choice", "A free choice"),
    ("en", "comparison", "Better than espresso", "Better than ever"),
    ("en", "health", "A cure for ham", "With air-cured ham and cured salmon"),
    ("en", "health", "Boosts your immunity", "Boosts your morning"),
    ("en", "health", "Dermatologist tested", "Tested on the road"),
    ("en", "financial", "Double your savings", "A double shot"),
    ("en", "environmental", "A climate-neutral cup", "A cup for every climate"),
    ("en", "price", "Free shipping on all", "Free your morning"),
    ("fr", "superlative", "Un goût imbattable", "Un goût franc"),
    ("fr", "comparison", "Plus rapide que les autres", "Rapide, comme vous"),
    ("fr", "guarantee", "Satisfait ou remboursé", "Satisfait, tout simplement"),
    ("fr", "health", "Renforce l’immunité", "Renforce le goût"),
    ("fr", "financial", "Doublez votre épargne", "Un double café"),
    ("fr", "environmental", "Respectueux de l’environnement", "Respectueux du goût"),
    ("fr", "price", "Livraison gratuite", "Livraison à domicile"),
    ("de", "superlative", "Der beste Kaffee der Stadt", "Am liebsten guter Kaffee"),
    ("de", "comparison", "Stärker als Espresso", "So stark"),
    ("de", "guarantee", "Ohne Risiko", "Ohne Zucker"),
    ("de", "health", "Klinisch bewiesen", "Mit Liebe gemacht"),
    ("de", "financial", "Passives Einkommen", "Ein gutes Gefühl"),
    ("de", "environmental", "Nachhaltig und klimaneutral", "Kühl und klar"),
    ("de", "price", "Jetzt kostenlos", "Jetzt kosten"),
    ("es", "superlative", "El mejor café", "Un café mejor hecho"),
    ("es", "comparison", "Más rápido que los demás", "Rápido y listo"),
    ("es", "guarantee", "Resultados garantizados", "Resultados a la vista"),
    ("es", "health", "Cura el insomnio", "Despierta tus mañanas"),
    ("es", "financial", "Ingresos pasivos", "Ingresa al club"),
    ("es", "environmental", "Un envase sostenible", "Un envase de vidrio"),
    ("es", "price", "Envío gratis", "Envío a domicilio"),
    ("it", "superlative", "Il miglior caffè", "Un buon caffè"),
    ("it", "comparison", "Più veloce degli altri", "Veloce come te"),
    ("it", "guarantee", "Risultato garantito", "Un risultato chiaro"),
    ("it", "health", "Clinicamente provato", "Provato al bar"),
    ("it", "financial", "Reddito passivo", "Un sorso attivo"),
    ("it", "environmental", "Un caffè sostenibile", "Un caffè sostanzioso"),
    ("it", "price", "Spedizione gratis", "Spedizione in giornata"),
    ("pt-BR", "superlative", "O melhor café", "Um café bem feito"),
    ("pt-BR", "comparison", "Mais rápido do que os outros", "Rápido como você"),
    ("pt-BR", "guarantee", "Dinheiro grátis, sem riscos", "Sem pressa"),
    ("pt-PT", "health", "Clinicamente comprovado", "Provado à mesa"),
    ("pt-PT", "financial", "Renda passiva", "Um gole ativo"),
    ("pt-PT", "environmental", "Um café sustentável", "Um café substancial"),
    ("pt-PT", "price", "Envio gratuito", "Envio para casa"),
    ("pt-PT", "price", "O menor preço da cidade", "Um preço justo"),
    ("fr", "price", "Au prix le plus bas", "Au plus près"),
    ("de", "price", "Zum besten Preis der Stadt", "Zum Mitnehmen"),
    ("de", "price", "Die niedrigsten Preise", "Die neuen Preise"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "category", "planted", "clean"), PLANTED)
def test_a_strong_word_fires_and_its_clean_twin_does_not(
    language: str, category: str, planted: str, clean: str
) -> None:
    brief = sample_brief()

    found = check_claims(brief, {"copy/A": (language, planted)})[1]

    assert (found.verdict, category in found.why) == ("fail", True), found
    assert found.cure
    assert failing(check_claims(brief, {"copy/A": (language, clean)})) == []


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "pt"])
def test_every_list_has_every_category(language: str) -> None:
    words = lexicon(language)

    assert words
    assert set(words.claims) == set(SUPPORT)
    assert set(lexicons()) == {"de", "en", "es", "fr", "it", "pt"}


def test_evidence_about_one_thing_does_not_carry_a_claim_about_another() -> None:
    brief = sample_brief()

    assert failing(check_claims(brief, {"copy/A": ("en", "The best cold brew")})) == []
    assert failing(check_claims(brief, {"copy/A": ("en", "The best holiday gifts")})) == [
        "claims.strong_words"
    ]
