package cloud.somersault.job;

import cloud.somersault.job.JobWork.ToRun;
import cloud.somersault.job.model.JobProtocol.Message;
import cloud.somersault.job.queue.SchedulerProtocol;

/** What a job actor tells itself when something that it waits for has come. */
sealed interface ToItself extends Message {

    /** It is compiled. */
    record ReadyToRun(ToRun toRun) implements ToItself {}

    /** It could not be, for the moment. */
    record NotReady(Throwable cause) implements ToItself {}

    /** Its shards are put together. */
    record Offered(SchedulerProtocol.Ready ready) implements ToItself {}

    /** A prepared small job has waited for its counts for a while. */
    record StoreNow() implements ToItself {}

    /** Counts could not be stored, for the moment. */
    record KeepFailed(Throwable cause) implements ToItself {}

    /** The counts of its shards could not be put together, for the moment. */
    record NotAssembled(Throwable cause) implements ToItself {}

    /** It has run for longer than it may. */
    record TimeIsUp() implements ToItself {}

    /** Nobody has asked for a while. */
    record NothingToDo() implements ToItself {}
}
