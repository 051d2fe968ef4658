/* A request is put on an adviser, or somebody is taken off it: by mouse, by keyboard, by
   touch. What is dropped opens a dialogue that asks for the ground; the form does the rest.
   Without this script the links on each card lead to the same form. */
(() => {
  const board = document.querySelector('.board[data-acts=yes]');
  const dialogue = document.getElementById('wish-dialogue');
  if (!board || !dialogue) return;
  const form = dialogue.querySelector('form');
  const title = document.getElementById('wish-title');
  const says = document.getElementById('board-says');
  const away = document.getElementById('away-zone');
  const cards = [...board.querySelectorAll('.request-card[data-open]')];
  const lines = [...board.querySelectorAll('.adviser-line')];
  const putHere = document.getElementById('put-here').content.firstElementChild;
  let picked = null; // the card that is being moved, with the button that began it
  let dragged = null; // what the mouse carries: a card, or a seat of a card

  const fill = (text, request, adviser) =>
    text.replace('{request}', request).replace('{adviser}', adviser);

  function ask(kind, card, adviser, name) {
    form.elements.kind.value = kind;
    form.elements.request.value = card.dataset.request;
    form.elements.adviser.value = adviser;
    title.textContent = fill(title.dataset[kind], card.dataset.number, name);
    dialogue.showModal();
    form.elements.ground.focus();
  }

  function pick(card, button) {
    letGo();
    picked = { card, button };
    card.classList.add('is-picked');
    button.setAttribute('aria-pressed', 'true');
    board.classList.add('is-moving');
    for (const line of lines) {
      const put = putHere.cloneNode(true);
      put.setAttribute('aria-label', `${put.textContent}: ${line.dataset.name}`);
      put.addEventListener('click', () => drop(line));
      line.append(put);
    }
    says.textContent = fill(says.dataset.picked, card.dataset.number, '');
    shownLines()[0]?.querySelector('.put').focus();
  }

  function letGo(back = false) {
    if (!picked) return;
    const { card, button } = picked;
    picked = null;
    card.classList.remove('is-picked');
    button.setAttribute('aria-pressed', 'false');
    board.classList.remove('is-moving');
    for (const put of board.querySelectorAll('.put')) put.remove();
    if (back) {
      says.textContent = fill(says.dataset.letGo, card.dataset.number, '');
      button.focus();
    }
  }

  function drop(line) {
    const { card } = picked;
    letGo();
    ask('pin', card, line.dataset.adviser, line.dataset.name);
  }

  const shownLines = () => lines.filter((line) => !line.hidden);

  function step(from, by) {
    const shown = shownLines();
    const place = shown.indexOf(from) + by;
    const to = shown[Math.min(Math.max(place, 0), shown.length - 1)];
    to?.querySelector('.put')?.focus();
  }

  document.addEventListener('keydown', (event) => {
    if (!picked || dialogue.open) return;
    if (event.key === 'Escape') { event.preventDefault(); letGo(true); }
    const line = event.target.closest?.('.adviser-line');
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (line && by) { event.preventDefault(); step(line, by); }
  });

  for (const card of cards) {
    const button = card.querySelector('.pick');
    button.hidden = false;
    button.addEventListener('click', () =>
      picked?.card === card ? letGo(true) : pick(card, button));
    card.draggable = true;
    card.addEventListener('dragstart', (event) => carry(event, { card }));
    card.addEventListener('dragend', setDown);
    for (const seat of card.querySelectorAll('.seat')) {
      seat.draggable = true;
      seat.addEventListener('dragstart', (event) => {
        event.stopPropagation();
        carry(event, { card, seat });
      });
    }
    for (const link of card.querySelectorAll('.away')) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        const seat = link.closest('.seat');
        ask('ban', card, seat.dataset.adviser, seat.dataset.name);
      });
    }
  }

  function carry(event, what) {
    dragged = what;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', what.card.dataset.number);
    board.classList.add('is-moving');
    if (what.seat) away.hidden = false;
  }

  function setDown() {
    dragged = null;
    away.hidden = true;
    board.classList.remove('is-moving');
    for (const line of lines) line.classList.remove('is-over');
  }

  function takes(target, drop) {
    target.addEventListener('dragover', (event) => {
      if (!dragged) return;
      event.preventDefault();
      target.classList.add('is-over');
    });
    target.addEventListener('dragleave', () => target.classList.remove('is-over'));
    target.addEventListener('drop', (event) => {
      event.preventDefault();
      const what = dragged;
      setDown();
      if (what) drop(what);
    });
  }

  for (const line of lines) {
    takes(line, ({ card }) => ask('pin', card, line.dataset.adviser, line.dataset.name));
  }
  takes(away, ({ card, seat }) => {
    if (seat) ask('ban', card, seat.dataset.adviser, seat.dataset.name);
  });
  document.getElementById('wish-cancel').addEventListener('click', () => dialogue.close());

  const find = document.getElementById('find-adviser');
  find.closest('.find-adviser').hidden = false;
  find.addEventListener('input', () => {
    const wanted = find.value.normalize('NFKC').replace(/\s/g, '').toLowerCase();
    for (const line of lines) {
      const name = line.dataset.name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
      line.hidden = !name.includes(wanted);
    }
  });

  const sure = document.getElementById('tick-sure');
  if (sure && board.querySelector('[data-sure]')) {
    sure.hidden = false;
    sure.addEventListener('click', () => {
      for (const box of board.querySelectorAll('[data-sure]')) box.checked = true;
    });
  }
})();
