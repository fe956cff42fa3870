package cloud.somersault.job.model;

/** What the desk understands, where jobs ask for a place on a chip. */
public interface DeskMessage extends JobMessage {}
