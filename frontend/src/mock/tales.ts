import type { Author } from '@/api/types';

/** Texts the mock writer types out, with who wrote each part. Ours, for development and tests only. */
export interface Tale {
  title: string;
  parts: [Author, Author, string][];
  more: string;
}

export const TALES: Record<'en' | 'fr', Tale> = {
  en: {
    title: 'Pip and the Borrowed Lantern',
    parts: [
      ['talebook', 'talebook', 'At the far edge of the orchard, where the grass is never cut, lived a small hedgehog called Pip. He had a round door, a round bed, and '],
      ['model', 'model', 'a jar of plum stones that rattled like rain'],
      ['talebook', 'talebook', '.\n\nEvery evening Pip walked to the pond to say good night to the moon. But on the first night of autumn there was no moon at all, only a dark so thick that it seemed to '],
      ['talebook', 'model', 'lean against his spines'],
      ['talebook', 'talebook', '.\n\n“I could go home,” said Pip to nobody. “Or I could go on.” His voice came out very small. Somewhere in the reeds, something answered.\n\nIt was an old frog with a lantern that had been lent to her by '],
      ['model', 'model', 'a lighthouse keeper who no longer needed it'],
      ['talebook', 'talebook', '. “It only burns for those who are a little afraid,” said the frog. “Brave people see it as a plain glass jar. Would you carry it as far as the bridge?”\n\nSo Pip carried it. With every step the flame grew, and the dark stepped back, politely, as one does on a narrow stair. By the bridge he noticed that his paws had stopped trembling; and the lantern, with a soft click, went out.\n\n“There,” said the frog. “Now look up.” Above the water, one after another, as though somebody were laying a table, the stars came out. Pip counted eleven. Then he walked home by their light, and was asleep before he reached twelve.'],
    ],
    more: 'In the morning there was a plum stone on the doorstep, polished until it shone, and beside it a single wet footprint. Pip put the stone in the jar with the others. That evening, when he shook it, it did not sound like rain any more. It sounded, very faintly, like a lantern being lit.',
  },
  fr: {
    title: 'Zoé et la lanterne prêtée',
    parts: [
      ['talebook', 'talebook', 'Tout au bout du verger, là où l’on ne coupe jamais l’herbe, vivait un petit hérisson nommé Pip. Il avait une porte ronde, un lit rond et '],
      ['model', 'model', 'un bocal de noyaux de prunes qui sonnaient comme la pluie'],
      ['talebook', 'talebook', '.\n\nUn soir, Zoé le trouva assis devant sa porte. « Il fait trop noir pour aller dire bonsoir à la lune, soupira-t-il. Et puis, ce soir, il n’y a pas de lune. »\n\nZoé réfléchit. Elle avait cinq ans, et à cinq ans on réfléchit avec tout le visage. « Alors on ira voir où elle est passée », dit-elle.\n\nPrès de la mare, une vieille grenouille tenait une lanterne que lui avait prêtée '],
      ['model', 'model', 'un gardien de phare à la retraite'],
      ['talebook', 'talebook', '. « Elle ne brûle que pour ceux qui ont un peu peur, dit la grenouille. Voulez-vous la porter jusqu’au pont ? »\n\nIls la portèrent à deux. À chaque pas la flamme grandissait, et le noir reculait, poliment, comme on fait dans un escalier étroit. Au pont, ils s’aperçurent qu’ils ne tremblaient plus ; et la lanterne, avec un petit bruit, s’éteignit.\n\n« Voilà, dit la grenouille. Maintenant, levez la tête. » Au-dessus de l’eau, l’une après l’autre, comme si quelqu’un mettait la table, les étoiles s’allumèrent.'],
    ],
    more: 'Le lendemain, Zoé trouva sur le seuil un noyau de prune, poli jusqu’à briller. Elle le mit dans le bocal avec les autres. Le soir venu, quand elle le secoua, il ne sonnait plus comme la pluie. Il sonnait, tout doucement, comme une lanterne qu’on allume.',
  },
};
