"""`python -m benchmarks.slow_model PORT PAUSE DRIP`: a model that thinks, then speaks slowly."""

import sys

import uvicorn

from app.standins.chat_model import ChatModelStandIn

WORDS = (
    "Начните с простого: выберите удобное время, подготовьте место и двигайтесь в своём темпе. "
    "Разминка нужна всегда, а нагрузка растёт понемногу, когда прежняя стала лёгкой."
)


def main(port: int, pause: float, drip: float) -> None:
    model = ChatModelStandIn()
    model.says(WORDS)
    model.pause, model.drip = pause, drip
    uvicorn.run(model.app, port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
