package cloud.somersault.persistence.audit.run;

/** Travels between nodes. */
public interface ReplayMessage {}
