package cloud.somersault.tuning.session;

/** Whatever travels between nodes for a session; bound to a serializer in reference.conf. */
public interface TuningMessage {}
