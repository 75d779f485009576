"""What `phaseline doctor` says: the names of its checks, and what to do about one that failed."""

from typing import Final

from texts.catalogue import Catalogue, Entry

CHECKS: Final[Catalogue] = {
    "temporal": Entry(zh="Temporal 服务器", en="Temporal server"),
    "namespace": Entry(zh="命名空间", en="Namespace"),
    "search_attributes": Entry(zh="检索属性", en="Search attributes"),
    "workers": Entry(zh="Worker", en="Workers"),
    "workflows": Entry(zh="工作流", en="Workflows"),
    "database": Entry(zh="数据库", en="Database"),
    "schema": Entry(zh="数据库版本", en="Database revision"),
}
"""The names of the checks, by code."""

ADVICE: Final[Catalogue] = {
    "temporal_not_running": Entry(
        zh="这里没有运行内置的 Temporal。请用 phaseline up 启动，用 PHASELINE_DATA 指明数据目录，或用 TEMPORAL_ADDRESS 指明自己的服务器。",
        en="No embedded Temporal runs here. Start it with `phaseline up`, name the folder of one that "
        "runs with PHASELINE_DATA, or name a server of your own with TEMPORAL_ADDRESS.",
    ),
    "temporal_settings_unreadable": Entry(
        zh="请改正 TEMPORAL_* 环境变量或 temporal.toml 中的配置。",
        en="Correct the TEMPORAL_* variables or the profile in temporal.toml.",
    ),
    "temporal_unreachable": Entry(
        zh="请检查服务器是否在运行、从这里能否连上，以及 TEMPORAL_ADDRESS、TLS 和 API 密钥的设置。",
        en="Check that the server runs and may be reached from here, and that TEMPORAL_ADDRESS, TLS "
        "and the API key are right.",
    ),
    "namespace_missing": Entry(
        zh="请改正 TEMPORAL_NAMESPACE，或建立它："
        "temporal operator namespace create --namespace {namespace} --retention 90d --address {server}",
        en="Correct TEMPORAL_NAMESPACE, or make it: "
        "temporal operator namespace create --namespace {namespace} --retention 90d --address {server}",
    ),
    "search_attributes_missing": Entry(
        zh="请登记：temporal operator search-attribute create --namespace {namespace} {names} --address {server}",
        en="Register them: "
        "temporal operator search-attribute create --namespace {namespace} {names} --address {server}",
    ),
    "namespace_settling": Entry(
        zh="命名空间刚刚建立，服务器还没有处处知道它。请过十几秒再看。",
        en="The namespace is new, and the server does not know it everywhere yet. "
        "Look again in some seconds.",
    ),
    "not_told": Entry(
        zh="服务器没有说明命名空间“{namespace}”的情况。请检查 API 密钥或证书是否有权读取它，然后再试。",
        en="The server does not tell of the namespace '{namespace}'. Check that the API key or the "
        "certificate may read it, and try again.",
    ),
    "no_workers": Entry(
        zh="没有 worker 在取任务。请用同样的设置运行 phaseline up 或 phaseline worker。",
        en="No worker asks for tasks. Run `phaseline up` or `phaseline worker` with the same settings.",
    ),
    "workflows_stuck": Entry(
        zh="它们的任务一再失败，不再应答；原因见 worker 的日志。换上正确的程序后，它们会自行继续。全部列出："
        'temporal workflow list --namespace {namespace} --address {server} --query "{query}"',
        en="Their tasks fail again and again, and they answer nothing; the workers' logs say why. Once "
        "workers run the right code they go on by themselves. List them: "
        'temporal workflow list --namespace {namespace} --address {server} --query "{query}"',
    ),
    "database_not_running": Entry(
        zh="这里没有运行内置的数据库。请用 phaseline up 启动，用 PHASELINE_DATA 指明数据目录，或用 PHASELINE_DATABASE_URL 指明自己的数据库。",
        en="No embedded database runs here. Start it with `phaseline up`, name the folder of one that "
        "runs with PHASELINE_DATA, or name a database of your own with PHASELINE_DATABASE_URL.",
    ),
    "database_url_unreadable": Entry(
        zh="请改正 PHASELINE_DATABASE_URL，例如 postgresql://user@host:5432/phaseline?sslmode=require。",
        en="Correct PHASELINE_DATABASE_URL; one is postgresql://user@host:5432/phaseline?sslmode=require.",
    ),
    "database_unreachable": Entry(
        zh="请检查 PostgreSQL 是否在运行、从这里能否连上，以及 PHASELINE_DATABASE_URL 是否正确。",
        en="Check that PostgreSQL runs and may be reached from here, and that PHASELINE_DATABASE_URL "
        "is right.",
    ),
    "schema_behind": Entry(
        zh="数据库比此版本旧。请用此版本运行一次 phaseline worker 或 phaseline up，它会升级数据库。",
        en="The database is older than this version. Start `phaseline worker` or `phaseline up` of "
        "this version once, which migrates it.",
    ),
    "schema_ahead": Entry(
        zh="数据库已由更新的版本升级。请在这台机器上安装那个版本。",
        en="A newer version has migrated the database. Install that version on this machine.",
    ),
    "folder_unusable": Entry(
        zh="请腾出空间或改正权限，或用 PHASELINE_DATA 另指定数据目录。",
        en="Make room or set the permissions, or name another folder with PHASELINE_DATA.",
    ),
}
"""What to do, by code."""
