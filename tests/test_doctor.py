import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import lstm_course
from lstm_course import doctor
from lstm_course.doctor import engine, graphics, machine, packages, probe
from lstm_course.doctor.finding import FIX, NOTE, OK, Finding
from lstm_course.doctor.graphics import Card, Machine

ROOT = Path(lstm_course.__file__).parent.parent

GOOD = {
    "numpy": "__version__ = '2.0'",
    "keras": "__version__ = '3.0'",
    "tensorflow": """
from types import SimpleNamespace as S
__version__ = "2.21.0"
sysconfig = S(get_build_info=lambda: {"is_cuda_build": True})
config = S(list_physical_devices=lambda kind: [])
""",
}


@pytest.fixture
def probed(tmp_path, monkeypatch):
    """Return a function that probes stand-ins for TensorFlow and others."""

    def look(**modules):
        for name, source in (GOOD | modules).items():
            (tmp_path / f"{name}.py").write_text(source)
        return engine.look()

    monkeypatch.setattr(engine, "_loaded", lambda: False)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return look


# TensorFlow --------------------------------------------------------------


def test_good_tensorflow(probed):
    facts = probed()
    assert facts["stage"] == "done"
    assert facts["gpus"] == []
    assert engine.tensorflow(facts) == Finding(
        "TensorFlow", OK, "2.21.0, Keras 3.0, both import"
    )


BROKEN = {
    "missing library": (
        {"tensorflow": "raise ImportError('libfoo.so: not found')"},
        "TensorFlow cannot be imported (ImportError: libfoo.so: not found)",
    ),
    "wrapped": (
        {
            "tensorflow": "try:\n    raise OSError('the cause')\n"
            "except OSError:\n    raise ImportError('long\\nstory')"
        },
        "TensorFlow cannot be imported (OSError: the cause)",
    ),
    "numpy": (
        {"numpy": "raise ImportError('C-extensions failed')"},
        "NumPy cannot be imported (ImportError: C-extensions failed)",
    ),
    "keras": (
        {"keras": "raise RuntimeError"},
        "Keras cannot be imported (RuntimeError: no message)",
    ),
    "no version": (
        {"tensorflow": ""},
        "TensorFlow cannot be imported (AttributeError: ",
    ),
    "exit": (
        {"tensorflow": "raise SystemExit(3)"},
        "TensorFlow crashes this Python (exit status 3)",
    ),
    "abort": (
        {"tensorflow": "import os; os.abort()"},
        "TensorFlow crashes this Python (",
    ),
    "segmentation fault": (
        {
            "tensorflow": "import os, signal\n"
            "os.kill(os.getpid(), signal.SIGSEGV)"
        },
        "TensorFlow crashes this Python (",
    ),
    "crash while listing devices": (
        {
            "tensorflow": GOOD["tensorflow"]
            + "import os\nconfig.list_physical_devices = lambda _: os.abort()"
        },
        "TensorFlow crashes this Python (",
    ),
}


@pytest.mark.parametrize(("modules", "says"), BROKEN.values(), ids=BROKEN)
def test_broken_tensorflow(modules, says, probed):
    facts = probed(**modules)
    finding = engine.tensorflow(facts)
    assert finding.state == FIX
    assert finding.says.startswith(says)
    assert finding.action
    assert "does not work" in graphics.gpu(facts, Machine("Linux")).says


def test_hanging_tensorflow(probed, monkeypatch):
    monkeypatch.setattr(engine, "LIMIT", 3)
    finding = engine.tensorflow(
        probed(tensorflow="import time; time.sleep(99)")
    )
    assert finding.says == "TensorFlow did not answer within 3 s"


def test_python_that_does_not_start(probed, monkeypatch):
    monkeypatch.setattr(engine.sys, "executable", "/no/such/python")
    finding = engine.tensorflow(probed())
    assert finding.state == FIX
    assert finding.says.startswith("NumPy cannot be imported (")


@pytest.mark.parametrize(
    ("end", "says", "action"),
    [
        ("SIGILL", "instructions that it needs (AVX)", "another computer"),
        ("0xC000001D", "instructions that it needs (AVX)", "another comp"),
        ("SIGKILL", "killed while it started, most likely", "at least 3 GB"),
        ("0xC0000005", "crashes this Python (0xC0000005)", ""),
    ],
)
def test_ends(end, says, action):
    facts = {"end": end, "log": "", "stage": "tensorflow"}
    finding = engine.tensorflow(facts)
    assert finding.state == FIX
    assert says in finding.says
    assert action in finding.action


@pytest.mark.parametrize(
    ("code", "end"),
    [(0, ""), (1, "exit status 1"), (-9, "SIGKILL"), (-6, "SIGABRT")],
)
@pytest.mark.skipif(os.name == "nt", reason="no such signals on Windows")
def test_names_of_ends(code, end):
    assert engine._end(code) == end
    assert engine._end(0xC0000005) == "0xC0000005"


def test_own_file_in_the_way(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_loaded", lambda: False)
    (tmp_path / "tensorflow.py").write_text("print('my first network')")
    monkeypatch.chdir(tmp_path)
    finding = engine.tensorflow(engine.look())
    assert finding.says == (
        "your own tensorflow.py is imported in place of TensorFlow"
    )
    assert finding.action == f"Rename tensorflow.py in {tmp_path}."


def test_a_process_with_tensorflow_is_asked_itself(monkeypatch):
    fake = SimpleNamespace(
        __version__="9",
        sysconfig=SimpleNamespace(
            get_build_info=lambda: {"is_cuda_build": True}
        ),
        config=SimpleNamespace(
            list_physical_devices=lambda kind: ["gpu"],
            experimental=SimpleNamespace(
                get_device_details=lambda gpu: {
                    "device_name": "Big",
                    "compute_capability": (9, 0),
                }
            ),
        ),
    )
    monkeypatch.setitem(sys.modules, "tensorflow", fake)
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace(__version__="8"))
    monkeypatch.setattr(engine.subprocess, "run", None)
    facts = engine.look()
    assert engine.tensorflow(facts).says == "9, Keras 8, both import"
    finding = graphics.gpu(facts, Machine("Linux"))
    assert finding == Finding("GPU", OK, "Big, used by TensorFlow")


def test_library_in_a_folder_of_pip(tmp_path, monkeypatch):
    folder = tmp_path / "nvidia" / "cudnn" / "lib"
    folder.mkdir(parents=True)
    library = folder / "libcudnn.so.9"
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(probe, "opens", lambda name: name == str(library))
    assert not probe.found("libcudnn.so.9")
    library.touch()
    assert probe.found("libcudnn.so.9")


# GPU ---------------------------------------------------------------------

FACTS = {
    "end": "",
    "log": "",
    "tensorflow": "2.21.0",
    "cuda_build": True,
    "gpus": [],
    "driver": True,
    "missing": [],
}
BIG = Card("Big", (550, 54), (8, 0))
LINUX = Machine(
    "Linux", present=True, kernel_driver=True, smi="x", smi_works=True,
    cards=(BIG,),
)  # fmt: skip
BARE = Machine("Linux")
NONE = {"driver": False, "missing": list(probe.LIBRARIES)}
NO_LIBRARIES = {"missing": ["libcudnn.so.9", "libcufft.so.11"]}

CASES = {
    "old GPU in use": (
        {"gpus": [{"name": "Old", "capability": [5, 2]}]},
        LINUX,
        OK,
        "Old is too old for TensorFlow (compute capability 5.2, 6.0 is",
        "",
    ),
    "Mac": ({}, Machine("Darwin"), OK, "none that TensorFlow uses on a M", ""),
    "Windows": (
        {},
        Machine("Windows", smi="x", smi_works=True),
        NOTE,
        "TensorFlow for Windows computes on the processor alone",
        "WSL2",
    ),
    "Windows without": ({}, Machine("Windows"), OK, "none; the course", ""),
    "hidden": (
        {},
        LINUX._replace(environment={"CUDA_VISIBLE_DEVICES": "-1"}),
        NOTE,
        "hidden: the environment variable CUDA_VISIBLE_DEVICES is '-1'",
        "Unset CUDA_VISIBLE_DEVICES",
    ),
    "hidden emptily": (
        {},
        LINUX._replace(environment={"CUDA_VISIBLE_DEVICES": ""}),
        NOTE,
        "hidden",
        "Unset CUDA_VISIBLE_DEVICES",
    ),
    "hidden, but there is none": (
        NONE,
        BARE._replace(environment={"CUDA_VISIBLE_DEVICES": "-1"}),
        OK,
        "no NVIDIA GPU",
        "",
    ),
    "none": (NONE, BARE, OK, "no NVIDIA GPU; the course is made for", ""),
    "no driver": (
        NONE,
        BARE._replace(present=True),
        NOTE,
        "there is one from NVIDIA, but no driver",
        "Install NVIDIA's driver",
    ),
    "WSL without": (
        NONE,
        BARE._replace(wsl=True),
        OK,
        "none that WSL passes on",
        "",
    ),
    "container without": (
        NONE,
        BARE._replace(kernel_driver=True),
        NOTE,
        "libcuda.so.1 cannot be opened",
        "--gpus all",
    ),
    "driver fails": (
        {},
        LINUX._replace(
            smi_works=False,
            smi="Failed to initialize NVML: Driver/library version mismatch\n",
            cards=(),
        ),
        NOTE,
        "(nvidia-smi: Failed to initialize NVML: Driver/library version mis",
        "Restart the machine",
    ),
    "old driver": (
        {},
        LINUX._replace(cards=(BIG._replace(driver=(470, 82)),)),
        NOTE,
        "Big, with driver 470.82; CUDA 12 needs 525.60 or newer",
        "Install a newer NVIDIA driver",
    ),
    "old card": (
        NO_LIBRARIES,
        LINUX._replace(cards=(BIG._replace(capability=(3, 7)),)),
        OK,
        "too old for TensorFlow (compute capability 3.7",
        "",
    ),
    "wheel without CUDA": (
        {"cuda_build": False} | NO_LIBRARIES,
        LINUX,
        NOTE,
        "Big, but this TensorFlow was built without CUDA",
        "pip uninstall tensorflow-cpu",
    ),
    "library missing": (
        NO_LIBRARIES,
        LINUX,
        NOTE,
        "missing or do not open: libcudnn.so.9, libcufft.so.11",
        'pip install "tensorflow[and-cuda]==2.21.0"',
    ),
    "unexplained": (
        {
            "log": "E0000 00:00:1 cuda_platform.cc:52] failed call to cuInit:"
            " INTERNAL: CUDA error: unknown\nmore"
        },
        LINUX,
        NOTE,
        "it is not used (CUDA error: unknown)",
        "LSTM_COURSE_VERBOSE=1",
    ),
    "library path": (
        {},
        LINUX._replace(environment={"LD_LIBRARY_PATH": "/cuda-11"}),
        NOTE,
        "TensorFlow does not say why",
        "Unset LD_LIBRARY_PATH",
    ),
}


@pytest.mark.parametrize(
    ("facts", "seen", "state", "says", "action"), CASES.values(), ids=CASES
)
def test_gpu(facts, seen, state, says, action):
    finding = graphics.gpu(FACTS | facts, seen)
    assert finding.state == state
    assert says in finding.says
    assert bool(action) == bool(finding.action)
    assert action in finding.action


def test_nvidia_smi(tmp_path, monkeypatch):
    if os.name == "nt":
        pytest.skip("the stand-in is a shell script")
    program = tmp_path / "nvidia-smi"
    program.write_text(
        "#!/bin/sh\necho 'NVIDIA H200, 550.54.15, 9.0'\necho odd line\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    seen = graphics.look()
    assert seen.smi_works
    assert seen.cards == (Card("NVIDIA H200", (550, 54), (9, 0)),)
    program.write_text("#!/bin/sh\necho 'version mismatch'\nexit 9\n")
    seen = graphics.look()
    assert (seen.smi_works, seen.cards) == (False, ())
    assert seen.smi == "version mismatch\n"


# Packages ----------------------------------------------------------------


@pytest.fixture
def installed(monkeypatch):
    """Change what seems to be installed: a version, or None for nothing."""
    changes = {}
    real = packages._installed
    monkeypatch.setattr(
        packages,
        "_installed",
        lambda n: changes[n] if n in changes else real(n),
    )
    return changes


def test_missing_package(installed):
    installed["tensorflow"] = None
    finding = packages.packages()
    assert finding.state == FIX
    assert finding.says == "tensorflow is missing"
    assert finding.action == packages.repair()


def test_package_out_of_range(installed):
    installed["keras"] = "2.15.0"
    finding = packages.packages()
    assert finding.state == FIX
    assert "keras 2.15.0 is installed, <4,>=3.15 is needed" in finding.says


def test_package_in_range_but_not_as_tested(installed):
    installed["keras"] = "3.15.77"
    finding = packages.packages()
    assert finding.state == NOTE
    assert "keras 3.15.77 (tested: ==3." in finding.says
    assert finding.action == ""


def test_wheel_has_no_lock(installed, monkeypatch):
    installed["keras"] = "3.15.77"
    monkeypatch.setattr(packages.workspace, "checkout", lambda: None)
    finding = packages.packages()
    assert finding.state == OK
    assert finding.says == "in the ranges that the course needs"


def test_course_itself_is_missing(monkeypatch):
    def nothing(name):
        raise packages.importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(packages.importlib.metadata, "requires", nothing)
    assert "the course itself is not installed" in packages.packages().says


def test_metal(installed):
    assert packages.metal() is None
    installed["tensorflow-metal"] = "1.2.0"
    finding = packages.metal()
    assert finding.state == FIX
    assert "pip uninstall tensorflow-metal" in finding.action


def test_repair_fits_the_installation(tmp_path, monkeypatch):
    monkeypatch.setattr(packages.workspace, "checkout", lambda: tmp_path)
    monkeypatch.setattr(packages.sys, "prefix", str(tmp_path / ".venv"))
    assert "make lab" in packages.repair()
    monkeypatch.setattr(packages.sys, "prefix", "/opt/conda")
    assert "--require-hashes -r requirements.txt" in packages.repair()
    monkeypatch.setattr(packages.workspace, "checkout", lambda: None)
    assert "--force-reinstall" in packages.repair()


# The machine -------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_wrong_python(version, monkeypatch):
    fake = SimpleNamespace(version_info=(*version, 0))
    monkeypatch.setattr(machine, "sys", fake)
    finding = machine.python()
    assert finding.state == FIX
    assert "3.11 to 3.13" in finding.says


@pytest.fixture
def cgroup(tmp_path, monkeypatch):
    """Write files as the kernel shows control groups."""
    monkeypatch.setattr(machine, "CGROUPS", tmp_path)
    monkeypatch.setattr(machine, "OWN_CGROUPS", tmp_path / "own")

    def write(own, **files):
        (tmp_path / "own").write_text(own)
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("--", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return write


@pytest.mark.parametrize(
    ("own", "files"),
    [
        ("0::/\n", {"cpu--max": "150000 100000\n", "memory--max": "2000\n"}),
        (
            "0::/a/b\n",
            {
                "a__b__cpu--max": "max 100000",
                "a__cpu--max": "150000 100000",
                "a__memory--max": "2000",
                "memory--max": "max",
            },
        ),
        (
            "3:cpu,cpuacct:/job\n2:memory:/job\n",
            {
                "cpu__job__cpu--cfs_quota_us": "150000",
                "cpu__job__cpu--cfs_period_us": "100000",
                "cpu__cpu--cfs_quota_us": "-1",
                "cpu__cpu--cfs_period_us": "100000",
                "memory__job__memory--limit_in_bytes": "2000",
            },
        ),
        # In a container, version 1 shows the host's path and mounts its own.
        (
            "3:cpu:/docker/123\n2:memory:/docker/123\n",
            {
                "cpu__cpu--cfs_quota_us": "150000",
                "cpu__cpu--cfs_period_us": "100000",
                "memory__memory--limit_in_bytes": "2000",
            },
        ),
    ],
    ids=["v2", "v2 nested", "v1", "v1 in a container"],
)
def test_limits_of_containers(own, files, cgroup, monkeypatch):
    cgroup(own, **files)
    monkeypatch.setattr(machine.os, "cpu_count", lambda: 8)
    monkeypatch.setattr(
        machine.os, "sched_getaffinity", lambda _: range(4), raising=False
    )
    assert machine.usable_cores() == 1.5
    assert machine.usable_memory() == 2000
    assert "8 cores, of which this process may use 1.5" in (
        machine.processor().says
    )
    assert machine.memory().state == FIX


def test_affinity(cgroup, monkeypatch):
    cgroup("")
    monkeypatch.setattr(machine.os, "cpu_count", lambda: 8)
    monkeypatch.setattr(
        machine.os, "sched_getaffinity", lambda _: range(3), raising=False
    )
    assert machine.usable_cores() == 3


@pytest.mark.parametrize(
    ("size", "state"), [(1e9, FIX), (2e9, NOTE), (8e9, OK)]
)
def test_memory(size, state, monkeypatch):
    monkeypatch.setattr(machine, "usable_memory", lambda: size)
    finding = machine.memory()
    assert finding.state == state
    assert bool(finding.action) == (state != OK)


@pytest.mark.parametrize(("free", "state"), [(5e7, FIX), (5e9, OK)])
def test_disk(free, state, monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_COURSE_WORK", str(tmp_path / "not" / "yet"))
    monkeypatch.setattr(
        machine.shutil, "disk_usage", lambda place: SimpleNamespace(free=free)
    )
    assert machine.disk().state == state


def test_node(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = machine.node()
    assert (finding.state, finding.action) == (OK, "")
    assert "only the chapter on TensorFlow.js" in finding.says
    if os.name == "nt":
        return
    program = tmp_path / "node"
    program.write_text("#!/bin/sh\necho v20.1.0\n")
    program.chmod(0o755)
    assert machine.node().says == "20.1.0"
    program.write_text("#!/bin/sh\nexit 1\n")
    assert "does not start" in machine.node().says


# All together ------------------------------------------------------------


@pytest.fixture
def healthy(monkeypatch):
    monkeypatch.setattr(
        engine,
        "look",
        lambda: FACTS | NONE | {"keras": "3.15.1", "stage": "done"},
    )
    monkeypatch.setattr(graphics, "look", lambda: BARE)


def test_report(healthy):
    text = doctor.report()
    subjects = [line.split()[0] for line in text.splitlines()[:-2]]
    assert subjects[:2] == ["Python", "Packages"]
    assert {"TensorFlow", "Memory", "Disk", "GPU", "Node"} < {*subjects}
    assert text.endswith("\n\nNothing to do.")
    assert max(map(len, text.splitlines())) <= 79


def test_report_names_the_most_important_action():
    found = [
        Finding("A", OK, "fine"),
        Finding("B", NOTE, "hm", "Do the second thing."),
        Finding("C", FIX, "<broken>", "Do the first thing."),
        Finding("D", FIX, "broken", "Do the third thing."),
    ]
    report = doctor.Report(found)
    assert str(report).endswith("What to do first: Do the first thing.")
    table = report._repr_html_()
    assert "&lt;broken&gt;" in table
    assert "What to do first: Do the first thing." in table
    assert doctor.Report(found[:2]).action() == "Do the second thing."
    assert doctor.Report(found[:1]).action() == ""


def test_verdict(healthy, monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    assert doctor.verdict().startswith(f"{doctor.READY} Processor: ")
    assert "Memory: " in doctor.verdict()
    assert isinstance(doctor.show(), doctor.Report)
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    assert doctor.verdict() == doctor.show() == doctor.READY


def test_verdict_of_a_broken_machine(healthy, monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    monkeypatch.setattr(machine, "usable_memory", lambda: 1e9)
    assert doctor.verdict().startswith("Not ready: Memory: 1.0 GB; a notebook")
    assert doctor.verdict().endswith("at least 3 GB.")


def test_an_error_in_any_look_is_a_finding(monkeypatch):
    def fail(*arguments):
        raise RuntimeError("boom")

    for module, name in (
        (machine, "python"),
        (machine, "processor"),
        (machine, "memory"),
        (machine, "disk"),
        (machine, "node"),
        (packages, "packages"),
        (packages, "metal"),
        (engine, "look"),
        (graphics, "look"),
    ):
        monkeypatch.setattr(module, name, fail)
    found = doctor.findings()
    assert len(found) == 9
    for finding in found:
        assert finding.says == "could not be looked at (RuntimeError: boom)"
        # Nobody can be told "ready" who could not be asked for TensorFlow.
        unknown = FIX if finding.subject == "TensorFlow" else NOTE
        assert finding.state == unknown
    assert doctor.verdict() == (
        "Not ready: TensorFlow: could not be looked at (RuntimeError: boom)."
    )


def test_nothing_readable(healthy, monkeypatch):
    def refuse(path, *arguments, **options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", refuse)
    found = {finding.subject: finding for finding in doctor.findings()}
    assert found["Processor"].state == OK
    assert found["Memory"].state == OK
    assert found["GPU"].state == OK
    assert "Permission denied" in found["Packages"].says


def test_everything_broken(tmp_path):
    for name in ("numpy", "tensorflow", "keras", "psutil", "packaging"):
        source = f"raise ImportError('{name} is broken')"
        (tmp_path / f"{name}.py").write_text(source)
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", "lstm_course.cli", "doctor"],
        env=os.environ | {"PYTHONPATH": paths},
        cwd=tmp_path.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    text = " ".join(done.stdout.split())
    assert "packaging is missing" in text
    assert "NumPy cannot be imported (ImportError: numpy is broken)" in text
    assert "psutil is not installed" in text
    assert "What to do first: " in text


def test_doctor_needs_the_standard_library_alone():
    code = (
        "import sys, lstm_course.doctor; print(*(m for m in ('numpy',"
        " 'tensorflow', 'psutil', 'packaging') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True
    )
    assert done.stdout.strip() == b""
