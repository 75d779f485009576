"""Whether what a server did not find is the namespace, and not what was asked for in it."""

from temporalio.api.errordetails.v1 import NamespaceNotFoundFailure
from temporalio.client import Client
from temporalio.service import RPCError

from client.errors import UnknownNamespace


def missing_namespace(client: Client, error: RPCError) -> UnknownNamespace | None:
    """The error to raise where a call failed for want of its namespace; None where it did not."""
    details = error.grpc_status.details
    if not any(detail.Is(NamespaceNotFoundFailure.DESCRIPTOR) for detail in details):
        return None
    return UnknownNamespace(client.namespace, client.service_client.config.target_host)
