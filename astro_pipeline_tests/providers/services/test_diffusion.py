# pyright: basic, reportMissingImports=false
# diffusers and torch are an extra: they need not be installed where this is checked.
import io
import json
import sys
from pathlib import Path

import pytest
from PIL import Image

from astro_pipeline.errors import Rejected
from astro_pipeline.provider import ImageRequest
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.services.diffusion import Diffusion, fitted

ASKED = ImageRequest(craft="illustrator", version="1", prompt="a can", width=1080, height=1920, seed=7)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A latent diffusion model of the usual make with a few thousand random weights."""
    import torch  # noqa: PLC0415 -- an extra
    from diffusers import (  # noqa: PLC0415
        AutoencoderKL,
        DDIMScheduler,
        StableDiffusionPipeline,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("tiny")
    words = ["<|startoftext|>", "<|endoftext|>", "a</w>", "can</w>", "n</w>", "a", "c", "n", "ca"]
    (folder / "vocab.json").write_text(json.dumps({word: n for n, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\nc a\nca n</w>\n")
    torch.manual_seed(0)
    torch.set_num_threads(1)  # a few thousand weights are not worth a second
    text = CLIPTextConfig(
        vocab_size=len(words), hidden_size=16, intermediate_size=32, num_hidden_layers=1,
        num_attention_heads=2, max_position_embeddings=16, bos_token_id=0, eos_token_id=1, pad_token_id=1,
    )  # fmt: skip
    unet = UNet2DConditionModel(
        sample_size=16, block_out_channels=(8, 8), layers_per_block=1, cross_attention_dim=16,
        norm_num_groups=4, attention_head_dim=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
    )  # fmt: skip
    vae = AutoencoderKL(
        block_out_channels=(8, 8), latent_channels=4, norm_num_groups=4, sample_size=32,
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
    )  # fmt: skip
    StableDiffusionPipeline(
        vae=vae, text_encoder=CLIPTextModel(text), unet=unet,
        scheduler=DDIMScheduler(steps_offset=1, clip_sample=False),
        tokenizer=CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=16),
        safety_checker=None, feature_extractor=None, image_encoder=None, requires_safety_checker=False,
    ).save_pretrained(folder / "model")  # fmt: skip
    return folder / "model"


def _diffusion(place: str) -> Diffusion:
    return Diffusion(load_catalog().model(f"local/{place}"))


def _drawn(place: Path, **changes: object) -> bytes:
    return _diffusion(str(place)).submit(ASKED.model_copy(update=changes), "key").content


@pytest.mark.diffusion
def test_a_model_on_this_machine_draws_the_asked_shape(tiny: Path) -> None:
    with Image.open(io.BytesIO(_drawn(tiny))) as picture:
        assert picture.format == "PNG"
        assert picture.size == (24, 40)


@pytest.mark.diffusion
def test_the_seed_and_the_take_decide_the_picture(tiny: Path) -> None:
    first = _drawn(tiny)

    assert _drawn(tiny) == first
    assert _drawn(tiny, seed=8) != first
    assert _drawn(tiny, take=1) != first


@pytest.mark.diffusion
def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="is no text-to-image model that diffusers loads"):
        _diffusion(str(tmp_path)).submit(ASKED, "key")


def test_without_the_extra_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)

    with pytest.raises(Rejected, match=r"pip install 'astro-pipeline\[local\]'"):
        _diffusion("some/model").submit(ASKED, "key")


def test_it_costs_nothing_and_says_so() -> None:
    quote = _diffusion("some/model").quote(ASKED)

    assert quote.usd == 0
    assert "machine" in quote.source


@pytest.mark.parametrize(
    ("asked", "sides"),
    [((1080, 1920), (768, 1368)), ((1200, 628), (1416, 744)), ((1080, 1080), (1024, 1024))],
)
def test_sides_have_the_asked_shape_and_the_models_own_size(
    asked: tuple[int, int], sides: tuple[int, int]
) -> None:
    assert fitted(*asked, native=1024) == sides
