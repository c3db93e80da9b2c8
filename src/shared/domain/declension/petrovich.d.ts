declare module 'petrovich' {
  type Gender = 'male' | 'female' | 'androgynous';
  type Case = 'nominative' | 'genitive' | 'dative' | 'accusative' | 'instrumental' | 'prepositional';
  type Part = Record<Case, (name: string) => string>;
  const petrovich: Record<Gender, { first: Part; middle: Part; last: Part }>;
  export default petrovich;
}
