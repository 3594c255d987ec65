"""What moto's Step Functions engine lacks: it runs machines, Athena's `.sync`, and waits that tests can afford.

Loaded by test/builders/moto-server.py where MOTO_SERVER_ADDS names this file. MOTO_PORT is the port that the machines' tasks
call; SFN_TIME_SCALE is what seconds of Wait and Retry are multiplied by.
"""

import os
import sys
import threading
import time
import types

from botocore.exceptions import ClientError
from moto.core.config import default_user_config
from moto.stepfunctions.parser.api import HistoryEventType, TaskFailedEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.error_name import ErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_callback as callback
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_factory as factory
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.resource import ResourceCondition
from moto.stepfunctions.parser.asl.component.state.wait.wait_function import wait_function
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.utils import boto_client
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

default_user_config["stepfunctions"]["execute_state_machine"] = True
callback._DELAY_SECONDS_SYNC_CONDITION_CHECK = 0.15

one_at_a_time = threading.Lock()
clients = {}
made_anew = boto_client.boto_client_for


def boto_client_for(region, service, state_credentials=None):
    """moto makes a client for each call of a task, which takes longer than the call. Credentials change nothing about one."""
    with one_at_a_time:
        if (region, service) not in clients:
            clients[region, service] = made_anew(region, service)
        return clients[region, service]


ALLOWED = {
    "startqueryexecution": {
        "ClientRequestToken",
        "ExecutionParameters",
        "QueryExecutionContext",
        "QueryString",
        "ResultConfiguration",
        "ResultReuseConfiguration",
        "WorkGroup",
    },
}


def plain(value):
    """The SDK gives moments as objects; a state sees numbers."""
    if hasattr(value, "timestamp"):
        return int(value.timestamp() * 1000)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key != "ResponseMetadata"}
    return [plain(one) for one in value] if isinstance(value, list) else value


class Athena(callback.StateTaskServiceCallback):
    def __init__(self):
        # Without the second one moto falls over its own clean-up after `.sync`.
        super().__init__(supported_integration_patterns={ResourceCondition.Sync, ResourceCondition.WaitForTaskToken})

    def _get_supported_parameters(self):
        return ALLOWED.get(self.resource.api_action.lower())

    def _failure(self, env, typed, name, cause):
        details = TaskFailedEventDetails(
            error=name, cause=cause, resource=self._get_sfn_resource(), resourceType=self._get_sfn_resource_type()
        )
        return FailureEvent(
            env=env,
            error_name=typed,
            event_type=HistoryEventType.TaskFailed,
            event_details=EventDetails(taskFailedEventDetails=details),
        )

    def _from_error(self, env, ex):
        if not isinstance(ex, ClientError):
            return super()._from_error(env=env, ex=ex)
        code = ex.response["Error"]["Code"]
        status = ex.response["ResponseMetadata"]["HTTPStatusCode"]
        name = f"Athena.{code}"
        says = f"{ex.response['Error']['Message']} (Service: Athena, Status Code: {status}, Error Code: {code})"
        return self._failure(env, CustomErrorName(name), name, says)

    def _client(self, runtime, credentials):
        return boto_client_for(service="athena", region=runtime.region, state_credentials=credentials)

    def _eval_service_task(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        client = self._client(resource_runtime_part, state_credentials)
        env.stack.append(plain(getattr(client, self._get_boto_service_action())(**normalised_parameters)))

    def _build_sync_resolver(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        client = self._client(resource_runtime_part, state_credentials)
        execution = env.stack.pop()["QueryExecutionId"]

        def poll():
            found = plain(client.get_query_execution(QueryExecutionId=execution))
            state = found["QueryExecution"]["Status"]["State"]
            if state == "SUCCEEDED":
                return found
            if state in ("FAILED", "CANCELLED"):
                typed = StatesErrorName(typ=StatesErrorNameType.StatesTaskFailed)
                cause = to_json_str(found["QueryExecution"])
                raise FailureEventException(self._failure(env, typed, "States.TaskFailed", cause))
            return None

        return poll


def any_name(self, error_name):
    """A Fail state that passes an error on may name one of AWS's own; moto refuses that."""
    ErrorName.__init__(self, error_name=error_name)


CustomErrorName.__init__ = any_name

real = factory.state_task_service_for


def service_for(service_name):
    return Athena() if service_name == "athena" else real(service_name)


def everywhere(name, old, new):
    for module in list(sys.modules.values()):
        if isinstance(module, types.ModuleType) and getattr(module, name, None) is old:
            setattr(module, name, new)


everywhere("state_task_service_for", real, service_for)
everywhere("boto_client_for", made_anew, boto_client_for)



# Waits are cut to a fraction, and what was cut off is added to the clock that functions see: leases run out as they would.
SCALE = float(os.environ.get("SFN_TIME_SCALE", "1"))


def move_clock(seconds):
    with one_at_a_time, open(os.environ["CLOCK_FILE"], "r+", encoding="utf-8") as file:
        moved = float(file.read() or "0") + seconds * 1000
        file.seek(0)
        file.write(f"{moved:020.3f}")


def sleep(seconds):
    time.sleep(seconds * SCALE)
    move_clock(seconds * (1 - SCALE))


def wait_interval(self, env, wait_seconds):
    end = time.monotonic() + wait_seconds * SCALE
    while env.is_running() and (left := end - time.monotonic()) > 0:
        env.program_state_event.wait(min(left, 0.2))
    move_clock(wait_seconds * (1 - SCALE))


retrier_decl.time = types.SimpleNamespace(sleep=sleep)
wait_function.WaitFunction._wait_interval = wait_interval
