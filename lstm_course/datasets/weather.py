"""Weather, hour by hour: several measurements at once, and gaps."""

import pandas as pd

from lstm_course.datasets import files

KENNEDY = "weather/kennedy.csv"


def kennedy():
    """Read the weather at Kennedy airport, New York, hourly, 2013.

    Returns a DataFrame of 8,730 hours, 1 January 06:00 to 30 December 23:00
    UTC, which is five hours ahead of the standard time there. Columns:
    temperature and dew_point (degrees Celsius), wind_direction (degrees the
    wind comes from, clockwise from north, 0 in a calm), wind_speed (knots)
    and pressure (hPa). 24 hours that the source lacks are NaN in every
    column, and so are single values: 855 of pressure with them, 75 of the
    wind's direction, 27 of its speed.

    Raises DataFileError for a missing or damaged file.
    """
    table = pd.read_csv(files.path(KENNEDY), index_col="hour")
    table.index = pd.to_datetime(table.index, format="%Y-%m-%dT%H")
    return table.astype(float).asfreq("h")
