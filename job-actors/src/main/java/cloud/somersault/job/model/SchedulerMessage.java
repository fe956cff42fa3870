package cloud.somersault.job.model;

/** What the scheduler understands; each room has its own messages to it. */
public interface SchedulerMessage extends JobMessage {}
