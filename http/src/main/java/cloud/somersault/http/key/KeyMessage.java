package cloud.somersault.http.key;

/** Whatever travels between nodes for keys; bound to a serializer in application.conf. */
public interface KeyMessage {}
