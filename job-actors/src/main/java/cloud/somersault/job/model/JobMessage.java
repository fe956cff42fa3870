package cloud.somersault.job.model;

/** Whatever travels between nodes for a job; bound to a serializer in reference.conf. */
public interface JobMessage {}
