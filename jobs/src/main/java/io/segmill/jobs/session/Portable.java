package io.segmill.jobs.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * Carries the language's records to Spark's executors. They are not serializable themselves, since the language knows
 * nothing of Spark: each travels as its class and components.
 */
public final class Portable<T> implements Externalizable {
    private static final long serialVersionUID = 1;

    private T value;

    /** For deserialization only. */
    public Portable() {}

    public Portable(T value) {
        this.value = value;
    }

    public T value() {
        return value;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new Writer(bytes)) {
            writer.writeObject(value);
        }
        out.writeObject(bytes.toByteArray());
    }

    @Override
    @SuppressWarnings("unchecked") // what was written was a T
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        try (Reader reader = new Reader(new ByteArrayInputStream((byte[]) in.readObject()))) {
            value = (T) reader.readObject();
        }
    }

    private record Taken(Class<?> type, Object[] components) implements Serializable {}

    private record Maybe(Object value) implements Serializable {}

    private static final class Writer extends ObjectOutputStream {
        Writer(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) throws IOException {
            if (object instanceof Optional<?> optional) {
                return new Maybe(optional.orElse(null));
            }
            if (!(object instanceof Record) || object instanceof Serializable) {
                return object;
            }
            RecordComponent[] components = object.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            try {
                for (int index = 0; index < values.length; index++) {
                    values[index] = components[index].getAccessor().invoke(object);
                }
            } catch (ReflectiveOperationException e) {
                throw new IOException("cannot be carried: " + object.getClass(), e);
            }
            return new Taken(object.getClass(), values);
        }
    }

    private static final class Reader extends ObjectInputStream {
        Reader(InputStream in) throws IOException {
            super(in);
            enableResolveObject(true);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, Portable.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }

        @Override
        protected Object resolveObject(Object object) throws IOException {
            if (object instanceof Maybe maybe) {
                return Optional.ofNullable(maybe.value());
            }
            if (!(object instanceof Taken taken)) {
                return object;
            }
            RecordComponent[] components = taken.type().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            for (int index = 0; index < types.length; index++) {
                types[index] = components[index].getType();
            }
            try {
                return taken.type().getConstructor(types).newInstance(taken.components());
            } catch (ReflectiveOperationException e) {
                throw new IOException("cannot be made again: " + taken.type(), e);
            }
        }
    }
}
