/** The part of saxen 11 used here; the package ships no types. */
declare module 'saxen' {
  type Attributes = Readonly<Record<string, string>>;
  type Decode = (text: string) => string;

  interface Events {
    openTag: (name: string, attributes: () => Attributes, decode: Decode, selfClosing: boolean) => void;
    closeTag: (name: string, decode: Decode, selfClosing: boolean) => void;
    text: (text: string, decode: Decode) => void;
    cdata: (text: string) => void;
    /** `<!DOCTYPE …>` and its like. */
    attention: (text: string) => void;
    error: (error: Error) => void;
    warn: (error: Error) => void;
  }

  export class Parser {
    on<Name extends keyof Events>(name: Name, listener: Events[Name]): this;
    write(xml: string): this;
    end(): Error | undefined;
  }
}
