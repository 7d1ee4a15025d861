"""Workers that fail once, after they have written: Spark and Ray import this where they work."""

import os
import pathlib

from jadval._job import Job


class Failing(Job):
    """A job whose first worker that is done breaks off. A file beside the dataset says that one did."""

    #: Whether the process of the worker is killed.
    kills = False

    def write(self, batches, ordinal):
        made = super().write(batches, ordinal)
        try:
            pathlib.Path(self.out).with_name("failed").touch(exist_ok=False)
        except FileExistsError:
            return made
        if self.kills:
            os._exit(1)
        raise RuntimeError("as it was told to")


class Killing(Failing):
    kills = True


try:
    from pyspark_jadval import DefaultSource
except ImportError:
    pass
else:

    class FailingSource(DefaultSource):
        @classmethod
        def name(cls):
            return "jadval_failing"

        def writer(self, schema, overwrite):
            writer = super().writer(schema, overwrite)
            writer.job.__class__ = Failing
            return writer
